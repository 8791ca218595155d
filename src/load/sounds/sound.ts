import { MAX_SOUND_BYTES } from '../../domain/announcement.ts';
import { sha256 } from '../../domain/canonical.ts';
import type { Digest } from '../../domain/ids.ts';
import type { Text } from '../../domain/language.ts';
import { readWav } from './wav.ts';

/** A sound file that nodes can play. */
export interface Sound {
  /** SHA-256 of its bytes. */
  digest: Digest;
  seconds: number;
}

/** Why a file that a tenant names cannot be played. */
export interface SoundTrouble {
  trouble: 'missing' | 'symlink' | 'unreadable' | 'unsupported' | 'too-long';
  /** As the end of a sentence. */
  why: Text;
}

/** The tenants' own sounds, of a folder or of a commit. */
export interface Sounds {
  /** Of every file that a tenant names, by {@link soundKey}. */
  files: ReadonlyMap<string, Sound | SoundTrouble>;
  /** Paths, as the user named the folder, of what lies there and nobody names. */
  unnamed: readonly string[];
  /** The bytes of one of them, read again: thousands are not kept in memory. Problem `sound-file-changed`. */
  read(digest: Digest): Uint8Array;
}

/** Beside the tenant files: `_sounds/<tenant>/<file>`. */
export const SOUNDS_FOLDER = '_sounds';

/** How a file is found among {@link Sounds}. @param tenant the name of its file without `.yaml` */
export function soundKey(tenant: string, name: string): string {
  return `${tenant}/${name}`;
}

/** Where nobody has any. */
export const NO_SOUNDS: Sounds = { files: new Map(), unnamed: [], read: noSuchSound };

/** What is in a file. @param bytes of a file that is too large its beginning alone, so many that it shows @param size of the whole file */
export function soundOf(bytes: Uint8Array, size = bytes.length): Sound | SoundTrouble {
  const wav = readWav(bytes, size);
  if ('trouble' in wav) return wav;
  return { digest: sha256(bytes), seconds: wav.seconds };
}

/** As much of a file as is read: what is larger is seen to be so. */
export const READ_BYTES = MAX_SOUND_BYTES + 1;

export function noSuchSound(digest: Digest): never {
  throw new Error(`no tenant has the sound ${digest}`);
}
