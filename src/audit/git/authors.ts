import { gitFailed, streamGit } from './git.ts';
import type { Line } from './line.ts';
import { tokensOf } from './tokens.ts';
import type { Walked } from './walk.ts';

/** The name under which GitHub itself commits what somebody merges by a button. */
const GITHUB = 'GitHub';

/**
 * Names who wrote and who merged. The author of a merge is whoever merged it: what it brought was written by those whose branches it
 * merged (of each the author of its last commit). Where GitHub is the committer, the merge's author is who pressed the button.
 */
export async function withAuthors(line: Pick<Line, 'project'>, walked: readonly Walked[]): Promise<Walked[]> {
  const sides = new Set(walked.flatMap(({ parents }) => parents.slice(1)));
  const authors = await authorsOf(line, [...sides]);
  return walked.map((commit) => {
    const [, ...merged] = commit.parents;
    if (merged.length === 0) return commit;
    const names = new Set(merged.map((side) => authors.get(side) ?? ''));
    const committer = commit.committer === GITHUB ? commit.author : commit.committer;
    return { ...commit, author: [...names].join(', '), committer };
  });
}

async function authorsOf({ project }: Pick<Line, 'project'>, commits: readonly string[]) {
  const found = new Map<string, string>();
  if (commits.length === 0) return found;
  const args = [
    'log',
    '--no-walk=unsorted',
    '--stdin',
    '-z',
    '--no-show-signature',
    '--no-decorate',
    '--no-notes',
  ];
  const format = ['--no-mailmap', '--no-color', '--encoding=UTF-8', '-s', '--format=format:%H%x00%an'];
  const tokens = tokensOf(streamGit(project, [...args, ...format], `${commits.join('\n')}\n`));
  for await (const commit of tokens) {
    const { value, done } = await tokens.next();
    if (done) throw gitFailed({ en: 'git log broke off', ja: 'git log が途中で終わりました' });
    found.set(commit, value.slice(0, LONGEST));
  }
  return found;
}

const LONGEST = 200;
