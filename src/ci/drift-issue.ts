import { digestOf } from '../domain/canonical.ts';
import type { DriftReport } from '../drift/report.ts';
import { asked, type Repository } from './repository.ts';

/** Finds our issues among others. */
export const DRIFT_LABEL = 'denwaban-drift';
/** GitHub's limit of a body is 65,536 characters. */
const MOST = 60_000;

/** What became of the issue. `same`: the same drift as before was found again. */
export type IssueOutcome =
  | { number: number; became: 'opened' | 'changed' | 'same' | 'closed' }
  | { became: 'none' };

/**
 * Keeps one issue a stack: opened by the first drift, rewritten while it lasts, closed once it is gone. A look that failed closes none: nothing
 * is known then.
 * @param text the report as Markdown
 * @param author who writes; an issue of anybody else's is left alone
 */
export async function keepDriftIssue(
  { octokit, owner, repo }: Repository,
  report: DriftReport,
  { text, author }: { text: string; author: string },
): Promise<IssueOutcome> {
  const { stack, differences, failures } = report;
  const first = `<!-- denwaban drift ${stack} `;
  return await asked(
    { en: `issue of stack ${stack}'s drift`, ja: `スタック ${stack} のドリフトの issue` },
    async () => {
      const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
        ...{ owner, repo, state: 'open', labels: DRIFT_LABEL, per_page: 100 },
      });
      const ours = issues.find(({ user, body }) => user?.login === author && body?.startsWith(first));
      if (differences.length === 0) {
        if (!ours || failures.length > 0) return { became: 'none' };
        const at = { owner, repo, issue_number: ours.number };
        await octokit.rest.issues.createComment({
          ...at,
          body: 'Gone: everything live is as it was applied. / 解消しました。',
        });
        await octokit.rest.issues.update({ ...at, state: 'closed', state_reason: 'completed' });
        return { number: ours.number, became: 'closed' };
      }
      const mark = `${first}${digestOf(differences)} -->`;
      const body = `${mark}\n${cut(text)}`;
      if (!ours) {
        const title = `Drift: stack ${stack}`;
        const made = await octokit.rest.issues.create({ owner, repo, title, body, labels: [DRIFT_LABEL] });
        return { number: made.data.number, became: 'opened' };
      }
      if (ours.body?.startsWith(mark)) return { number: ours.number, became: 'same' };
      await octokit.rest.issues.update({ owner, repo, issue_number: ours.number, body });
      return { number: ours.number, became: 'changed' };
    },
  );
}

/** At a line's end: a row of a table that is cut in two would be read as another. */
function cut(text: string): string {
  if (text.length <= MOST) return text;
  const kept = text.slice(0, text.lastIndexOf('\n', MOST));
  return `${kept}\n\n… ${text.slice(kept.length).split('\n').length - 1} lines more; run: denwaban drift`;
}
