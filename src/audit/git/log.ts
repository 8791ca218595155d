import { gitFailed, streamGit } from './git.ts';
import type { Line } from './line.ts';
import { tokensOf } from './tokens.ts';

/** A commit of the line that changed something below the paths asked for. */
export interface LoggedCommit {
  commit: string;
  parents: readonly string[];
  /** The committer's clock: seconds since 1970. */
  at: number;
  author: string;
  committer: string;
  /** The message's first line. */
  subject: string;
  changes: LoggedChange[];
}

/** Against the first parent. */
export interface LoggedChange {
  path: string;
  /** Of git: `100644`, `120000` for a link, `000000` where the file went. */
  mode: string;
  object: string;
}

/** Settings of the user's own change nothing of what is read. */
const LOG = [
  'log',
  '--raw',
  '-z',
  '--first-parent',
  '--diff-merges=first-parent',
  '--root',
  '--no-renames',
  '--no-follow',
  '--no-relative',
  '--no-abbrev',
  '--no-show-signature',
  '--no-decorate',
  '--no-notes',
  '--no-mailmap',
  '--no-ext-diff',
  '--no-color',
  '--encoding=UTF-8',
];
const FIELDS = ['%H', '%P', '%ct', '%an', '%cn', '%s'];

/**
 * The commits of a line that touch some paths, newest first, from one `git log`. A branch that was merged is one commit: what held
 * changed when it was merged.
 *
 * @param range a commit to begin with or `OLD..NEW` @param paths from the repository's top
 */
export async function* readLog(
  { project }: Pick<Line, 'project'>,
  range: string,
  paths: readonly string[],
): AsyncGenerator<LoggedCommit> {
  const format = `--format=format:${FIELDS.map((field) => `${field}%x00`).join('')}`;
  const specs = paths.map((path) => `:(top,literal)${path}`);
  const tokens = tokensOf(streamGit(project, [...LOG, format, range, '--', ...specs]));
  let commit: LoggedCommit | undefined;
  for await (const token of tokens) {
    // An empty one stands between two commits.
    const text = commit ? token.replace(/^\n/, '') : token;
    if (text === '') continue;
    if (text.startsWith(':')) {
      const [, mode = '', , object = ''] = text.split(' ');
      const { value: path } = await tokens.next();
      if (!commit || typeof path !== 'string')
        throw gitFailed({ en: 'git log printed something unknown', ja: 'git log の出力が分かりません' });
      commit.changes.push({ path, mode, object });
      continue;
    }
    if (commit) yield commit;
    commit = await header(text, tokens);
  }
  if (commit) yield commit;
}

async function header(commit: string, tokens: AsyncGenerator<string>): Promise<LoggedCommit> {
  const fields: string[] = [];
  while (fields.length < FIELDS.length - 1) {
    const { value, done } = await tokens.next();
    if (done) throw gitFailed({ en: 'git log broke off', ja: 'git log が途中で終わりました' });
    fields.push(value);
  }
  const [parents = '', at = '', author = '', committer = '', subject = ''] = fields;
  return {
    commit,
    parents: parents === '' ? [] : parents.split(' '),
    at: Number(at),
    author: author.slice(0, LONGEST),
    committer: committer.slice(0, LONGEST),
    subject: subject.slice(0, LONGEST),
    changes: [],
  };
}

/** Nobody's name or pull request needs more; a message may be of any size. */
const LONGEST = 200;
