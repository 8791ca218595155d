/** Why the system would not do something with a file, and what to do about it. */
export interface FileTrouble {
  why: string;
  action: string;
}

const PERMISSION = { why: 'permission is denied', action: 'see its owner and permissions' };
const FULL = { why: 'the disk is full', action: 'make room and run it again' };

const TROUBLES: Readonly<Record<string, FileTrouble>> = {
  ENOENT: { why: 'it does not exist', action: 'name one that exists' },
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  EROFS: { why: 'the disk can only be read', action: 'use another one' },
  ELOOP: { why: 'its symbolic links lead in a circle', action: 'put the file itself there' },
  ENOTDIR: { why: 'a part of its path is not a folder', action: 'look at its path' },
  EISDIR: { why: 'it is a folder', action: 'name a file' },
  ENXIO: { why: 'it is a socket or a pipe', action: 'put a file there' },
  ENAMETOOLONG: { why: 'its name is too long', action: 'choose a shorter one' },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EIO: { why: 'the disk reports an error', action: 'look at the disk' },
  EMFILE: { why: 'too many files are open', action: 'allow more (ulimit -n)' },
};

/** An error of the file system in words; undefined where it is none, or one that nobody has met. */
export function fileTrouble(error: unknown): FileTrouble | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.hasOwn(TROUBLES, code) ? TROUBLES[code] : undefined;
}

/** The same where there always is an answer. */
export function anyFileTrouble(error: unknown): FileTrouble {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const unknown = { why: `for a reason that is not known${code}`, action: 'look at the file' };
  return fileTrouble(error) ?? unknown;
}
