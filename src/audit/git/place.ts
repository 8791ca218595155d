import { posix } from 'node:path';
import { askGit, gitFailed } from './git.ts';
import type { Line } from './line.ts';

/** Where a folder lies at a commit. */
export interface FolderPlace {
  /** By its real path, from the repository's top. */
  real: string;
  /** The links that lead there: when one of them changes, another folder may be meant. */
  links: readonly string[];
}

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/** Follows links inside the repository, as the commands do in the work tree; one that leads out of it is where the folder ends. */
export async function placeOf({ project }: Line, commit: string, folder: string): Promise<FolderPlace> {
  const links: string[] = [];
  let real = folder;
  while (links.length < MOST_LINKS) {
    const link = await firstLink(project, commit, real);
    if (!link) break;
    const to = posix.join(posix.dirname(link.path), link.target, real.slice(link.path.length));
    if (to.startsWith('..') || posix.isAbsolute(link.target)) break;
    links.push(link.path);
    real = to.replace(/\/+$/, '');
  }
  return { real, links };
}

async function firstLink(
  project: string,
  commit: string,
  folder: string,
): Promise<{ path: string; target: string } | undefined> {
  const steps = folder.split('/');
  const paths = steps.map((_, i) => steps.slice(0, i + 1).join('/'));
  const link = (await listPaths(project, commit, paths)).find(({ mode }) => mode === '120000');
  if (!link) return undefined;
  const target = await askGit(project, ['cat-file', 'blob', link.object]);
  return target === undefined ? undefined : { path: link.path, target };
}

/** The files of a folder at a commit, itself alone: their names and objects. */
export async function filesOf(
  { project }: Line,
  commit: string,
  folder: string,
): Promise<{ path: string; mode: string; object: string }[]> {
  return await listPaths(project, commit, [`${folder}/`]);
}

async function listPaths(project: string, commit: string, paths: readonly string[]) {
  const listed = await askGit(project, ['ls-tree', '-z', '--full-tree', commit, '--', ...paths]);
  if (listed === undefined)
    throw gitFailed({
      en: `the files of ${commit} cannot be listed`,
      ja: `${commit} のファイルの一覧が取れません`,
    });
  return listed.split('\0').flatMap((entry) => {
    const [, mode, , object, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    return mode && object && path !== undefined ? [{ path, mode, object }] : [];
  });
}

/**
 * The folder that a commit moved to `folder`: the one that had its numbers' file, which went in the same commit.
 * @param numbersFile its name @param object what that file holds after the move
 */
export async function movedFrom(
  { project }: Line,
  commit: string,
  { folder, numbersFile, object }: { folder: string; numbersFile: string; object: string },
): Promise<string | undefined> {
  const args = ['diff-tree', '-r', '--raw', '-z', '--no-renames', '--no-abbrev', '--diff-filter=D'];
  const printed = await askGit(project, [...args, `${commit}^1`, commit]);
  if (printed === undefined)
    throw gitFailed({
      en: `what ${commit} moved cannot be told`,
      ja: `${commit} で何が移ったか分かりません`,
    });
  const tokens = printed.split('\0');
  const gone = tokens.flatMap((token, i) => {
    const path = tokens[i + 1] ?? '';
    const from = posix.dirname(path);
    if (!token.startsWith(':') || posix.basename(path) !== numbersFile || from === folder) return [];
    return [{ from, same: token.split(' ')[2] === object }];
  });
  return (gone.find(({ same }) => same) ?? (gone.length === 1 ? gone[0] : undefined))?.from;
}
