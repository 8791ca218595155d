import type { KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { Digest } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { parseJson } from '../../store/json.ts';
import { getSignedRelease, isSigned, verifyRelease } from '../../store/release.ts';
import type { Blobs, ReleaseBody } from '../../store/store.ts';

/**
 * The signed releases that this node has taken, so that it can go on with what it serves whatever becomes of the store. They prove
 * themselves: what lies here is verified each time, as what comes from the store is.
 */
export class ReleaseCache {
  readonly #blobs: Blobs;
  readonly #folder: string;
  readonly #key: KeyObject;

  constructor(blobs: Blobs, folder: string, key: KeyObject) {
    this.#blobs = blobs;
    this.#folder = folder;
    this.#key = key;
  }

  /** Problems as `getRelease`. */
  async get(digest: Digest): Promise<ReleaseBody> {
    const known = await this.#local(digest);
    if (known) return known;
    const release = await getSignedRelease(this.#blobs, digest, this.#key);
    await mkdir(this.#folder, { recursive: true });
    await writeFileAtomic(`${this.#folder}/${digest}`, JSON.stringify(release), { mode: 0o600 });
    return release.body;
  }

  /** Removes what nothing needs any more. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#folder).catch((): string[] => [])) {
      if (!needed.has(name)) await rm(`${this.#folder}/${name}`, { force: true });
    }
  }

  async #local(digest: Digest): Promise<ReleaseBody | undefined> {
    const release = parseJson(await readFile(`${this.#folder}/${digest}`, 'utf8').catch(() => ''));
    if (!isSigned(release)) return undefined;
    try {
      verifyRelease(release, digest, this.#key);
      return release.body;
    } catch (error) {
      // Damaged, or signed with a key that is no longer ours: the store decides.
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }
}
