import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { lock } from 'proper-lockfile';
import { sha256 } from '../domain/canonical.ts';
import { checkKey } from './keys.ts';
import { sideBySide } from './side-by-side.ts';
import type { Blobs, Entry } from './store.ts';

/** Not part of the store's content: half-written values and locks. */
const OWN = '.denwaban-store';

/**
 * The store as a folder, for the sandbox. A value is there whole or not at all, also after a loss of power; conditional puts hold between
 * processes and containers that share the folder. A value's version is the digest of its bytes.
 */
export function openFolder(root: string): Blobs {
  const path = (key: string): string => join(root, checkKey(key));

  /** Compare-and-rename and delete exclude each other. Creating needs no lock: link(2) refuses an existing name by itself. */
  const locked = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const lockfilePath = join(root, OWN, 'locks', sha256(key));
    await mkdir(dirname(lockfilePath), { recursive: true });
    const release = await lock(path(key), {
      lockfilePath,
      realpath: false,
      stale: 5_000,
      retries: { retries: 200, factor: 1.2, minTimeout: 5, maxTimeout: 100, randomize: true },
      // The work below takes milliseconds; a lock taken over after 5 s of standstill is found out by the next comparison.
      onCompromised: () => {},
    });
    try {
      return await work();
    } finally {
      await release().catch(() => {});
    }
  };

  const list = async (prefix: string): Promise<string[]> => {
    const folder = join(root, prefix.slice(0, prefix.lastIndexOf('/') + 1));
    const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(absent)) ?? [];
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .filter((key) => key.startsWith(prefix) && !key.startsWith(`${OWN}/`))
      .sort();
  };

  return {
    async get(key) {
      const body = await readFile(path(key)).catch(absent);
      return body && { body, version: sha256(body) };
    },

    async put(key, body, { ifVersion } = {}) {
      const target = path(key);
      const aside = await writeAside(root, body);
      try {
        await mkdir(dirname(target), { recursive: true });
        if (ifVersion === null) return await linkTo(aside, target);
        return await locked(key, async () => {
          if (ifVersion !== undefined) {
            const now = await readFile(target).catch(absent);
            if (now === undefined || sha256(now) !== ifVersion) return false;
          }
          await rename(aside, target);
          return true;
        });
      } finally {
        await rm(aside, { force: true });
      }
    },

    async delete(...keys) {
      for (const key of keys) await locked(key, () => rm(path(key), { force: true }));
    },

    list,

    async entries(prefix) {
      const found = await sideBySide(await list(prefix), async (key): Promise<Entry[]> => {
        const facts = await stat(path(key)).catch(absent);
        return facts ? [{ key, size: facts.size, modified: facts.mtimeMs }] : [];
      });
      return found.flat();
    },
  };
}

/** On disk before it gets its name: after a loss of power a name never stands for half a value. */
async function writeAside(root: string, body: Uint8Array | string): Promise<string> {
  const folder = join(root, OWN, 'aside');
  await mkdir(folder, { recursive: true });
  const file = join(folder, randomUUID());
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(body);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return file;
}

async function linkTo(aside: string, target: string): Promise<boolean> {
  try {
    await link(aside, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return undefined;
  throw error;
}
