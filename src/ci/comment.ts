import { asked, type Repository } from './repository.ts';

/** What a job writes as, where its token is GitHub's own. */
export const ACTIONS_BOT = 'github-actions[bot]';

/**
 * Writes a comment on a pull request, in the place of the one that it wrote before: one comment says how things are, however often they change.
 * @param text its first line is a mark that nobody sees, by which it is found again
 * @param author whose comments may be ours: anybody can copy a mark
 */
export async function writeComment(
  { octokit, owner, repo }: Repository,
  { pullRequest, author, text: body }: { pullRequest: number; author: string; text: string },
): Promise<'made' | 'changed' | 'unchanged'> {
  const mark = body.slice(0, body.indexOf('\n') + 1);
  return await asked(
    { en: `comment on pull request ${pullRequest}`, ja: `プルリクエスト ${pullRequest} のコメント` },
    async () => {
      const comments = await octokit.paginate(octokit.rest.issues.listComments, {
        ...{ owner, repo, issue_number: pullRequest, per_page: 100 },
      });
      const ours = comments.find(({ user, body: said }) => user?.login === author && said?.startsWith(mark));
      if (ours?.body === body) return 'unchanged';
      if (ours) await octokit.rest.issues.updateComment({ owner, repo, comment_id: ours.id, body });
      else await octokit.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body });
      return ours ? 'changed' : 'made';
    },
  );
}
