import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import pLimit from 'p-limit';
import { Problem } from '../domain/problem.ts';
import type { Diagnostic } from './diagnostic.ts';
import { anyFileTrouble } from './file-trouble.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';
import { sizeLimit } from './size-limit.ts';

/** The YAML files of a folder, unread ones as problems. */
export interface Folder {
  files: RawFile[];
  problems: Diagnostic[];
}

/** Files that are open at one moment: enough to keep a disk busy, far below what a process may open. */
const AT_ONCE = 32;

/**
 * Reads a folder of tenant files. Looks at names and sizes before it reads, and at the file that it has open, not at its name again.
 * @throws {Problem} there is no such folder
 */
export async function readTenantFolder(folder: string): Promise<Folder> {
  const { top, entries } = await existing(folder);
  const limit = pLimit(AT_ONCE);
  const read = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => limit(() => readEntry(entry, { folder, top })));
  const results = (await Promise.all(read)).filter((r) => r !== undefined);
  return {
    files: results.filter((r) => 'bytes' in r),
    problems: results.filter((r) => 'code' in r),
  };
}

/** The folder by its real path, and what is in it. */
async function existing(folder: string): Promise<{ top: string; entries: Entry[] }> {
  const action =
    'run this in the project’s folder, or name the folder of the tenant files with --tenants DIR';
  try {
    const top = await realpath(folder);
    if ((await stat(top)).isDirectory()) return { top, entries: await readdir(top, { withFileTypes: true }) };
  } catch (error) {
    const { why } = anyFileTrouble(error);
    throw new Problem('tenants-folder', `the folder “${folder}” cannot be read, ${why}`, action, {
      cause: error,
    });
  }
  throw new Problem('tenants-folder', `“${folder}” is not a folder`, action);
}

interface Entry {
  name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

async function readEntry(
  entry: Entry,
  { folder, top }: { folder: string; top: string },
): Promise<RawFile | Diagnostic | undefined> {
  const { name } = entry;
  const file = join(folder, name);
  const refuse = (code: string, message: string, action: string) =>
    problemAt(file, START, code, message, action);
  if (entry.isDirectory()) {
    return refuse(
      'folder-in-tenants',
      'a folder, and folders in the tenant folder are not read',
      'move it elsewhere',
    );
  }
  if (/\.ya?ml$/i.test(name) && !name.endsWith('.yaml')) {
    return refuse(
      'file-ending',
      'only files that end in .yaml are read',
      `rename it to ${name.replace(/\.ya?ml$/i, '.yaml')}`,
    );
  }
  if (!name.endsWith('.yaml')) return undefined;
  try {
    const path = entry.isSymbolicLink() ? await realpath(join(top, name)) : join(top, name);
    if (!path.startsWith(top + sep)) {
      return refuse(
        'file-symlink-outside',
        'a symbolic link that leads out of the tenant folder',
        'put the file itself here',
      );
    }
    // A named pipe would wait for a writer for ever without O_NONBLOCK.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readHandle(handle, { file, name });
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { why, action } = anyFileTrouble(error);
    return refuse('file-unreadable', `the file cannot be read, ${why}`, action);
  }
}

async function readHandle(
  handle: FileHandle,
  names: { file: string; name: string },
): Promise<RawFile | Diagnostic> {
  const refuse = (code: string, message: string, action: string) =>
    problemAt(names.file, START, code, message, action);
  const info = await handle.stat();
  if (!info.isFile()) return refuse('file-not-regular', 'not an ordinary file', 'put a file here');
  const limit = sizeLimit(names.name);
  if (info.size > limit) {
    const why = `${info.size} bytes, more than the ${limit} that such a file may have`;
    return refuse('file-too-large', why, 'see whether the right file lies here');
  }
  return { ...names, bytes: await handle.readFile() };
}
