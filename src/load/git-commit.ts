import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { git, gitFailed } from './git.ts';
import { resolveCommit } from './git-tree.ts';

/** The commit that a folder stands at; undefined where it is in no git repository, or nothing was committed there. */
export async function headCommit(project: string): Promise<string | undefined> {
  const found = await git(project, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return found.failed ? undefined : Buffer.from(found.stdout).toString().trim();
}

/**
 * The digest that git gives all files of a commit; undefined where the commit is not here. Who cannot read the repository does not know it: other
 * than a commit's own name it is written down nowhere.
 */
export async function treeOf(project: string, commit: string): Promise<string | undefined> {
  const found = await git(project, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${commit}^{tree}`,
  ]);
  return found.failed ? undefined : Buffer.from(found.stdout).toString().trim();
}

/**
 * Whether files and folders are as a commit has them, with nothing beside it. Each is compared by its bytes: an index of our own knows neither
 * what is staged nor what somebody has told git to assume unchanged. What is ignored counts too, since it is read all the same; names that
 * begin with a dot do not, since they are not. What lies outside of the repository is not as the commit has it.
 */
export async function isAsCommitted(
  project: string,
  commit: string,
  paths: readonly string[],
): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-index-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index'), GIT_LITERAL_PATHSPECS: '1' };
    const whole = ['-c', 'core.sparseCheckout=false'];
    const indexed = await git(project, [...whole, 'read-tree', commit], { env });
    if (indexed.failed) return false;
    const named = paths.map((path) => resolve(project, path));
    // A link is itself as committed, or not, and so is what it leads to.
    const real = await Promise.all(named.map((path) => realpath(path)));
    const options = ['--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'];
    const status = [...whole, 'status', ...options, '--ignore-submodules=none', '--', ...named, ...real];
    const found = await git(project, status, { env });
    if (found.failed) return false;
    const lines = Buffer.from(found.stdout).toString().split('\0').filter(Boolean);
    return lines.every((line) => /^(\?\?|!!) /.test(line) && basename(line.slice(3)).startsWith('.'));
  } catch {
    // A path that is not there, no place for the index: it is not known to be as committed.
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Merges looked back for when nothing was applied yet: what is older was reviewed long ago. */
const MOST_MERGES = 200;

/**
 * The commits of the first-parent line that a folder's own commit has beyond another one, oldest first; without one, the last 200. Problems
 * `git-failed`, `git-ref`.
 */
export async function mergesSince(project: string, since: string | undefined): Promise<string[]> {
  const range =
    since === undefined
      ? [`--max-count=${MOST_MERGES}`, 'HEAD']
      : ['HEAD', `^${await resolveCommit({ project, folder: '.' }, since)}`];
  const found = await git(project, ['rev-list', '--first-parent', ...range, '--']);
  if (found.failed)
    throw gitFailed({
      en: `the commits cannot be listed${found.said}`,
      ja: `コミットの一覧が取れません${found.said}`,
    });
  return Buffer.from(found.stdout).toString().split('\n').filter(Boolean).reverse();
}
