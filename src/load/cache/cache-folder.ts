import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../domain/canonical.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

/** Where something is kept that saves time and is believed in nothing else. */
export interface CachePlace {
  folder: string;
  kind: string;
  file: string;
  /** Of the seal; not in the folder, so that it does not travel with it. */
  key: string;
}

/** Of each kind those used last are kept. */
const KEPT = 4;

/**
 * @param home where the project keeps what is its own, `.denwaban`
 * @param kind what is kept @param of whose it is
 */
export function cachePlace(home: string, kind: string, of: string): CachePlace {
  const name = `${kind}-${sha256(of).slice(0, 16)}`;
  const folder = join(home, 'cache');
  return { folder, kind, file: join(folder, name), key: join(home, 'cache.key') };
}

/** undefined: there is none that is ours and whole. */
export async function readCache({ file, key }: CachePlace): Promise<string | undefined> {
  return await readSealed(file, key);
}

/** Customers' data lies in it: for its owner alone, and out of git's sight wherever the project is. */
export async function writeCache({ folder, kind, file, key }: CachePlace, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await writeFile(join(folder, '.gitignore'), '*\n');
  await writeSealed(file, key, text);
  await prune(folder, kind);
}

async function prune(folder: string, kind: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${kind}-`));
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { name } of files.sort((a, b) => b.at - a.at).slice(KEPT)) await rm(join(folder, name));
}
