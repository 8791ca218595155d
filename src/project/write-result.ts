import { stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../domain/problem.ts';

/**
 * Writes a result into a file that the user named, whole or not at all. Problem `<what>-file`.
 * @param what the flag that named it
 */
export async function writeResult(what: string, path: string, text: string): Promise<void> {
  // It is put in the place of what is there: of a device or a pipe, too, which nobody means.
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isFile())
    throw new Problem(
      `${what}-file`,
      { en: `${path} is no ordinary file`, ja: `${path} は普通のファイルではありません` },
      {
        en: 'name a file, new or to be written anew',
        ja: '新しいファイルか、書き直してよいファイルを指定してください',
      },
    );
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'for a reason the system does not name';
    throw new Problem(
      `${what}-file`,
      { en: `${path} cannot be written (${why})`, ja: `${path} に書けません（${why}）` },
      { en: 'name a file in a folder that is there', ja: '存在するフォルダーのファイルを指定してください' },
    );
  }
}
