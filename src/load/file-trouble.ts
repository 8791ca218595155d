import type { Text } from '../domain/language.ts';

/** Why the system would not do something with a file, and what to do about it. */
export interface FileTrouble {
  /** As the end of a sentence in English, as a clause of its own in Japanese. */
  why: Text;
  action: Text;
}

const PERMISSION = {
  why: { en: 'permission is denied', ja: '権限がありません' },
  action: { en: 'see its owner and permissions', ja: '所有者と権限を確かめてください' },
};
const FULL = {
  why: { en: 'the disk is full', ja: 'ディスクがいっぱいです' },
  action: { en: 'make room and run it again', ja: '空きを作ってもう一度実行してください' },
};

const TROUBLES: Readonly<Record<string, FileTrouble>> = {
  ENOENT: {
    why: { en: 'it does not exist', ja: '存在しません' },
    action: { en: 'name one that exists', ja: '存在するものを指定してください' },
  },
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  EROFS: {
    why: { en: 'the disk can only be read', ja: '読み取り専用のディスクです' },
    action: { en: 'use another one', ja: '別のディスクを使ってください' },
  },
  ELOOP: {
    why: { en: 'its symbolic links lead in a circle', ja: 'シンボリックリンクが循環しています' },
    action: { en: 'put the file itself there', ja: 'ファイルそのものを置いてください' },
  },
  ENOTDIR: {
    why: { en: 'a part of its path is not a folder', ja: 'パスの途中にフォルダーでないものがあります' },
    action: { en: 'look at its path', ja: 'パスを確かめてください' },
  },
  EISDIR: {
    why: { en: 'it is a folder', ja: 'フォルダーです' },
    action: { en: 'name a file', ja: 'ファイルを指定してください' },
  },
  ENXIO: {
    why: { en: 'it is a socket or a pipe', ja: 'ソケットかパイプです' },
    action: { en: 'put a file there', ja: 'ファイルを置いてください' },
  },
  ENAMETOOLONG: {
    why: { en: 'its name is too long', ja: '名前が長すぎます' },
    action: { en: 'choose a shorter one', ja: '短い名前にしてください' },
  },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EIO: {
    why: { en: 'the disk reports an error', ja: 'ディスクのエラーです' },
    action: { en: 'look at the disk', ja: 'ディスクを調べてください' },
  },
  EMFILE: {
    why: { en: 'too many files are open', ja: '開いているファイルが多すぎます' },
    action: { en: 'allow more (ulimit -n)', ja: '上限を上げてください（ulimit -n）' },
  },
};

/** An error of the file system in words; undefined where it is none, or one that nobody has met. */
export function fileTrouble(error: unknown): FileTrouble | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.hasOwn(TROUBLES, code) ? TROUBLES[code] : undefined;
}

/** The same where there always is an answer. */
export function anyFileTrouble(error: unknown): FileTrouble {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const unknown = {
    why: { en: `for a reason that is not known${code}`, ja: `理由が分かりません${code}` },
    action: { en: 'look at the file', ja: 'ファイルを調べてください' },
  };
  return fileTrouble(error) ?? unknown;
}
