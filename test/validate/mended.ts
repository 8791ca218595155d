import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { FIXTURES } from './fixtures.ts';

/** Files that a mended fixture no longer has, one a line: what no file laid over it could say. */
const REMOVED = 'removed.txt';

/** What lies over an invalid fixture to mend it: the files that change, with the least change that does. */
export function overlay(code: string): { changed: string[]; removed: string[] } {
  const folder = join(FIXTURES, 'mended', code);
  const changed = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => file !== REMOVED);
  const list = join(folder, REMOVED);
  const removed = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : [];
  return { changed: changed.sort(), removed };
}

/** Hands over a folder that holds the invalid fixture as it is mended, and takes it away afterwards. */
export async function withMended<T>(code: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-mended-'));
  try {
    await cp(join(FIXTURES, 'invalid', code), folder, { recursive: true, verbatimSymlinks: true });
    const { changed, removed } = overlay(code);
    // Whatever is replaced goes first: through a link its target would be written.
    for (const file of [...removed, ...changed])
      await rm(join(folder, file), { recursive: true, force: true });
    for (const file of changed) await cp(join(FIXTURES, 'mended', code, file), join(folder, file));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
