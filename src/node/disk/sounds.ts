import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { type Digest, parseDigest } from '../../domain/ids.ts';
import type { ObjectCache } from './objects.ts';
import { writePlaced } from './write.ts';

/** The folder of `live` that holds tenants' own sounds, each under its digest: what the library dialplan plays. */
export const SOUNDS = 'sounds';

/** Path below `live`. */
export function soundPath(digest: Digest): string {
  return `${SOUNDS}/${digest}.wav`;
}

/** Lays down the sounds that are not there yet. What is there is believed by its name: the look that follows reads it. */
export async function placeSounds(
  live: string,
  wanted: ReadonlySet<Digest>,
  place: (digest: Digest) => Promise<void>,
): Promise<void> {
  const there = new Set(await soundFiles(live));
  for (const digest of wanted) if (!there.has(`${digest}.wav`)) await place(digest);
}

/** Takes away what nothing names. */
export async function keepSounds(live: string, named: ReadonlySet<Digest>): Promise<void> {
  for (const name of await soundFiles(live)) {
    const digest = parseDigest(name.replace(/\.wav$/, ''));
    if (!digest.ok || !named.has(digest.value)) await removeSound(live, name);
  }
}

/** Writes one, whatever lies there. */
export async function placeSound(live: string, digest: Digest, objects: ObjectCache): Promise<void> {
  const bytes = await objects.bytes(digest);
  await rm(`${live}/${soundPath(digest)}`, { recursive: true, force: true });
  await writePlaced(live, soundPath(digest), bytes);
  await chmod(`${live}/${SOUNDS}`, 0o755);
}

export async function removeSound(live: string, name: string): Promise<void> {
  await rm(`${live}/${SOUNDS}/${name}`, { recursive: true, force: true });
}

/** Names of everything in the folder. */
export async function soundFiles(live: string): Promise<string[]> {
  return await readdir(`${live}/${SOUNDS}`).catch((): string[] => []);
}

/**
 * Names of the files that Asterisk can open: the kernel's answer to the user as whom it runs. Asterisk itself reads no file for its manager
 * interface, and says nothing of one before it plays it. One process for all.
 */
export async function readableSounds(live: string): Promise<ReadonlySet<string>> {
  const find = ['find', `${live}/${SOUNDS}`, '-mindepth', '1', '-readable', '-printf', '%f\\n'];
  // Where it may not enter the folder that is an error of find's, and there is none.
  const { stdout } = await execa('s6-setuidgid', ['asterisk', ...find], { reject: false, stdin: 'ignore' });
  return new Set(stdout.split('\n'));
}

/** Files that were read and found right, as the kernel knew them then: nobody changes one without a new time of change (ctime). */
export class SeenSounds {
  readonly #seen = new Map<string, { facts: string; digest: string }>();

  /** The digest of a file as it lies there; undefined: it is no ordinary file, or cannot be read. */
  async digest(path: string): Promise<string | undefined> {
    try {
      const info = await lstat(path, { bigint: true });
      if (!info.isFile()) return undefined;
      const facts = [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs].join(' ');
      const seen = this.#seen.get(path);
      if (seen?.facts === facts) return seen.digest;
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      const digest = hash.digest('hex');
      this.#seen.set(path, { facts, digest });
      return digest;
    } catch {
      return undefined;
    }
  }
}
