import { asked, type Repository } from './repository.ts';

/** What a job writes as, where its token is GitHub's own. */
export const ACTIONS_BOT = 'github-actions[bot]';

/**
 * Writes a comment on a pull request, in the place of the one that it wrote before: one comment says how things are, however often they change.
 * @param mark names the comment; nobody sees it
 * @param author whose comments may be ours: anybody can copy a mark
 */
export async function writeComment(
  { octokit, owner, repo }: Repository,
  { pullRequest, mark, author, text }: { pullRequest: number; mark: string; author: string; text: string },
): Promise<'made' | 'changed' | 'unchanged'> {
  const body = `<!-- denwaban ${mark} -->\n${text}`;
  const first = `<!-- denwaban ${mark} -->`;
  return await asked(`comment on pull request ${pullRequest}`, async () => {
    const comments = await octokit.paginate(octokit.rest.issues.listComments, {
      ...{ owner, repo, issue_number: pullRequest, per_page: 100 },
    });
    const ours = comments.find(({ user, body: said }) => user?.login === author && said?.startsWith(first));
    if (ours?.body === body) return 'unchanged';
    if (ours) await octokit.rest.issues.updateComment({ owner, repo, comment_id: ours.id, body });
    else await octokit.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body });
    return ours ? 'changed' : 'made';
  });
}
