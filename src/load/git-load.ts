import { type GitFolder, readFolderAt } from './git-tree.ts';
import { type Loaded, loadFiles, type Parser } from './load.ts';
import { readSoundsAt } from './sounds/git.ts';
import { namedSounds } from './sounds/named.ts';

/** A tenant folder as it was at a commit, without touching the work tree. A folder that was not there yet is empty. */
export async function loadFolderAt(where: GitFolder, ref: string, parser: Parser): Promise<Loaded> {
  const files = await readFolderAt(where, ref);
  await parser.prepare?.(files);
  const parsed = loadFiles(files, where.folder, { parser });
  return { ...parsed, sounds: await readSoundsAt(where, ref, namedSounds(parsed.tenants)) };
}
