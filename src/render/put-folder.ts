import { chmod, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';

/**
 * Writes a folder anew, beside it first, and puts it in its place at the end: whatever fails leaves the earlier one whole. Refuses a folder that
 * holds anything that this has not written.
 * @param mark the name of an empty file by which the folder is known again
 * @throws {Problem} out-not-empty, out-not-a-folder, out-not-written
 */
export async function putFolder(
  folder: string,
  mark: string,
  write: (aside: string) => Promise<void>,
): Promise<void> {
  try {
    // A link to a folder stays one.
    const target = await realpath(folder).catch(() => resolve(folder));
    await refuseForeign(target, folder, mark);
    await mkdir(dirname(target), { recursive: true });
    const aside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    try {
      // Who may read the earlier one may read this one; a new one is its owner's.
      const rights = await stat(target).catch(() => undefined);
      if (rights) await chmod(aside, rights.mode);
      await writeFile(join(aside, mark), '');
      await write(aside);
      await takePlace(aside, target);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Problem(
      'out-not-written',
      { en: `${folder} cannot be written: ${code}`, ja: `${folder} に書き込めません（${code}）` },
      {
        en: 'name a folder that you may write to',
        ja: '書き込めるフォルダーを指定してください',
      },
      { cause },
    );
  }
}

/** Writes texts by their paths below a folder. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of new Set([...files.keys()].map((path) => dirname(path))))
    await mkdir(join(folder, path), { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
}

async function refuseForeign(target: string, folder: string, mark: string): Promise<void> {
  const entries: string[] = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new Problem(
        'out-not-a-folder',
        { en: `${folder} is a file`, ja: `${folder} はファイルです` },
        { en: 'name a folder, new or empty', ja: '新しいフォルダーか空のフォルダーを指定してください' },
      );
    throw error;
  });
  if (entries.length > 0 && !entries.includes(mark))
    throw new Problem(
      'out-not-empty',
      {
        en: `“${folder}” holds files that this command has not made, such as ${entries[0]}`,
        ja: `「${folder}」には、このコマンドが作っていないファイルがあります（${entries[0]} など）`,
      },
      {
        en: 'name a new folder, or empty this one',
        ja: '新しいフォルダーを指定するか、このフォルダーを空にしてください',
      },
    );
}

/** A folder cannot be renamed over one that is not empty: the earlier one steps aside first, and comes back where the new one cannot take its place. */
async function takePlace(aside: string, target: string): Promise<void> {
  const earlier = `${aside}-earlier`;
  const there = await rename(target, earlier).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return false;
    },
  );
  try {
    await rename(aside, target);
  } catch (error) {
    if (there) await rename(earlier, target);
    throw error;
  }
  await rm(earlier, { recursive: true, force: true });
}
