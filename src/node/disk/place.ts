import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writePlaced } from './write.ts';

/** The folders of `live` that belong to releases. */
const FOLDERS = ['asterisk', 'dovecot', 'postfix', 'gateway', 'kamailio'];

/**
 * Makes the files below `live` exactly these: writes what differs, each aside and renamed, and removes what nobody owns.
 * Interrupted at any point, the next call finishes it; nothing takes effect before a reload.
 * @param renew whether a file is to be written again although it is right: Asterisk passes over files that look unchanged
 * @returns the paths that were written or removed
 */
export async function placeFiles(
  live: string,
  files: ReadonlyMap<string, string>,
  renew: (path: string) => boolean = () => false,
): Promise<string[]> {
  const touched: string[] = [];
  for (const [path, text] of files) {
    if (!renew(path) && (await readFile(join(live, path), 'utf8').catch(() => undefined)) === text) continue;
    await writePlaced(live, path, text);
    touched.push(path);
  }
  for (const path of await placedFiles(live)) {
    if (files.has(path)) continue;
    await rm(join(live, path), { force: true });
    touched.push(path);
  }
  return touched;
}

/** Every file below `live` that should be a release's or the node's own, sorted: all but compiled maps. */
export async function placedFiles(live: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(live, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      const path = relative(live, join(entry.parentPath, entry.name));
      const compiled = folder === 'postfix' && path.endsWith('.cdb');
      if (!entry.isDirectory() && !compiled) found.push(path);
    }
  }
  return found.sort();
}
