import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import type { Diagnostic } from './diagnostic.ts';
import { anyFileTrouble } from './file-trouble.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';
import { sizeLimit, tooLarge } from './size-limit.ts';
import { SOUNDS_FOLDER } from './sounds/sound.ts';

/** The YAML files of a folder, unread ones as problems. */
export interface Folder {
  files: RawFile[];
  problems: Diagnostic[];
}

/**
 * Reads a folder of tenant files. Looks at names and sizes before it reads, and at the file that it has open, not at its name again. One
 * after the other and without promises, of which four a file would take eight times as long as the files.
 * @param only the one file that is wanted, by its name
 * @throws {Problem} there is no such folder
 */
export async function readTenantFolder(folder: string, only?: string): Promise<Folder> {
  const { top, entries } = await existing(folder);
  const results = entries
    .filter(({ name }) => (only === undefined ? !name.startsWith('.') : name === only))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => readEntry(entry, { folder, top }))
    .filter((r) => r !== undefined);
  return {
    files: results.filter((r) => 'bytes' in r),
    problems: results.filter((r) => 'code' in r),
  };
}

/** The folder by its real path, and what is in it. */
async function existing(folder: string): Promise<{ top: string; entries: Entry[] }> {
  const action = {
    en: 'run this in the project’s folder, or name the folder of the tenant files with --tenants DIR',
    ja: 'プロジェクトのフォルダーで実行するか、--tenants DIR で契約会社のフォルダーを指定してください',
  };
  try {
    const top = await realpath(folder);
    if ((await stat(top)).isDirectory()) return { top, entries: await readdir(top, { withFileTypes: true }) };
  } catch (error) {
    const { why } = anyFileTrouble(error);
    const message = {
      en: `the folder “${folder}” cannot be read, ${why.en}`,
      ja: `フォルダー “${folder}” が読めません。${why.ja}`,
    };
    throw new Problem('tenants-folder', message, action, { cause: error });
  }
  throw new Problem(
    'tenants-folder',
    { en: `“${folder}” is not a folder`, ja: `“${folder}” はフォルダーではありません` },
    action,
  );
}

interface Entry {
  name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function readEntry(
  entry: Entry,
  { folder, top }: { folder: string; top: string },
): RawFile | Diagnostic | undefined {
  const { name } = entry;
  const file = join(folder, name);
  const refuse = (code: string, message: Text, action: Text) => problemAt(file, START, code, message, action);
  if (name === SOUNDS_FOLDER && entry.isDirectory()) return undefined;
  if (entry.isDirectory()) {
    return refuse(
      'folder-in-tenants',
      {
        en: `a folder, and of folders in the tenant folder only ${SOUNDS_FOLDER} is read`,
        ja: `フォルダーです。ここで読まれるフォルダーは ${SOUNDS_FOLDER} だけです`,
      },
      { en: 'move it elsewhere', ja: 'ほかの場所に移してください' },
    );
  }
  if (/\.ya?ml$/i.test(name) && !name.endsWith('.yaml')) {
    const right = name.replace(/\.ya?ml$/i, '.yaml');
    return refuse(
      'file-ending',
      { en: 'only files that end in .yaml are read', ja: '読まれるのは .yaml で終わるファイルだけです' },
      { en: `rename it to ${right}`, ja: `名前を ${right} に変えてください` },
    );
  }
  if (!name.endsWith('.yaml')) return undefined;
  try {
    const path = entry.isSymbolicLink() ? realpathSync(join(top, name)) : join(top, name);
    if (!path.startsWith(top + sep)) {
      return refuse(
        'file-symlink-outside',
        {
          en: 'a symbolic link that leads out of the tenant folder',
          ja: 'フォルダーの外を指すシンボリックリンクです',
        },
        { en: 'put the file itself here', ja: 'ファイルそのものを置いてください' },
      );
    }
    // A named pipe would wait for a writer for ever without O_NONBLOCK.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readOpen(handle, { file, name });
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { why, action } = anyFileTrouble(error);
    const message = { en: `the file cannot be read, ${why.en}`, ja: `ファイルが読めません。${why.ja}` };
    return refuse('file-unreadable', message, action);
  }
}

function readOpen(handle: number, names: { file: string; name: string }): RawFile | Diagnostic {
  const refuse = (code: string, message: Text, action: Text) =>
    problemAt(names.file, START, code, message, action);
  const info = fstatSync(handle);
  if (!info.isFile()) {
    const message = { en: 'not an ordinary file', ja: '普通のファイルではありません' };
    return refuse('file-not-regular', message, { en: 'put a file here', ja: 'ファイルを置いてください' });
  }
  const limit = sizeLimit(names.name);
  if (info.size > limit) {
    const { message, action } = tooLarge(info.size, limit);
    return refuse('file-too-large', message, action);
  }
  return { ...names, bytes: readFileSync(handle) };
}
