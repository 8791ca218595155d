import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../domain/canonical.ts';
import type { Digest } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { anyFileTrouble } from '../file-trouble.ts';
import type { NamedSound } from './named.ts';
import {
  noSuchSound,
  READ_BYTES,
  SOUNDS_FOLDER,
  type Sound,
  type Sounds,
  type SoundTrouble,
  soundKey,
  soundOf,
} from './sound.ts';

/**
 * Reads the sounds that tenants name, and those alone, from beside their files. Nothing is followed: a link could lead anywhere.
 * @param folder of the tenant files
 * @param broken names, without `.yaml`, of files that could not be read: what they name is not known
 */
export function readSounds(
  folder: string,
  named: ReadonlyMap<string, NamedSound>,
  broken: ReadonlySet<string> = new Set(),
): Sounds {
  const top = join(folder, SOUNDS_FOLDER);
  const files = new Map<string, Sound | SoundTrouble>();
  const paths = new Map<Digest, string>();
  for (const [key, { tenant, name }] of named) {
    const path = join(top, tenant, name);
    const found = refusing(() => linkAmong([top, join(top, tenant)]) ?? soundAt(path));
    files.set(key, found);
    if ('digest' in found) paths.set(found.digest, path);
  }
  return {
    files,
    unnamed: unnamedBelow(top, (tenant, name) => named.has(soundKey(tenant, name)) || broken.has(tenant)),
    read: (digest) => again(paths.get(digest) ?? noSuchSound(digest), digest),
  };
}

const LINK: SoundTrouble = {
  trouble: 'symlink',
  why: { en: 'is a symbolic link, or lies in one', ja: 'シンボリックリンクか、その先にあります' },
};

function linkAmong(folders: readonly string[]): SoundTrouble | undefined {
  return folders.some((folder) => lstatSync(folder).isSymbolicLink()) ? LINK : undefined;
}

function soundAt(path: string): Sound | SoundTrouble {
  const file = readBeginning(path);
  return file
    ? soundOf(file.bytes, file.size)
    : { trouble: 'unreadable', why: { en: 'is not an ordinary file', ja: '普通のファイルではありません' } };
}

/** undefined: it is not an ordinary file. A named pipe would wait for a writer for ever without O_NONBLOCK. */
function readBeginning(path: string): { bytes: Uint8Array; size: number } | undefined {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const info = fstatSync(handle);
    if (!info.isFile()) return undefined;
    const bytes = Buffer.alloc(Math.min(info.size, READ_BYTES));
    const length = readSync(handle, bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, length), size: info.size };
  } finally {
    closeSync(handle);
  }
}

function refusing(look: () => Sound | SoundTrouble): Sound | SoundTrouble {
  try {
    return look();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return { trouble: 'missing', why: { en: 'does not exist', ja: 'ありません' } };
    if (code === 'ELOOP') return LINK;
    const { en, ja } = anyFileTrouble(error).why;
    return { trouble: 'unreadable', why: { en: `cannot be read, ${en}`, ja: `読めません。${ja}` } };
  }
}

/** A name that begins with a full stop is some program's own. */
function unnamedBelow(top: string, passed: (tenant: string, name: string) => boolean): string[] {
  const within = (path: string) => {
    try {
      return readdirSync(join(top, path), { withFileTypes: true }).filter(
        ({ name }) => !name.startsWith('.'),
      );
    } catch {
      return [];
    }
  };
  return within('')
    .flatMap((entry) =>
      entry.isDirectory()
        ? within(entry.name).flatMap(({ name }) =>
            passed(entry.name, name) ? [] : [join(top, entry.name, name)],
          )
        : [join(top, entry.name)],
    )
    .sort();
}

function again(path: string, digest: Digest): Uint8Array {
  const bytes = readBeginning(path)?.bytes;
  if (bytes && sha256(bytes) === digest) return bytes;
  throw new Problem(
    'sound-file-changed',
    { en: `${path} has changed since it was checked`, ja: `${path} が確認の後に変わりました` },
    { en: 'run the same again', ja: '同じものをもう一度実行してください' },
  );
}
