import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { sha256 } from '../../domain/canonical.ts';
import type { Digest } from '../../domain/ids.ts';
import { getObject } from '../../store/objects.ts';
import type { Blobs } from '../../store/store.ts';

/**
 * The objects that this node has fetched, under their digests. What lies there is checked each time it is read: a file that was
 * damaged or changed is fetched again.
 */
export class ObjectCache {
  readonly #blobs: Blobs;
  readonly #folder: string;
  /** What has been read already: between two releases nearly all objects stay the same. */
  readonly #known = new Map<Digest, string>();
  /** What is at hand, and too large to be kept in memory. */
  readonly #held = new Set<Digest>();
  /** Whether something may lie there that nothing needs: before the first sweep, and since something was fetched. */
  unswept = true;

  constructor(blobs: Blobs, folder: string) {
    this.#blobs = blobs;
    this.#folder = folder;
  }

  /** An object as text. Problems `object-missing`, `object-damaged`. */
  async text(digest: Digest): Promise<string> {
    const known = this.#known.get(digest);
    if (known !== undefined) return known;
    const text = Buffer.from(await this.bytes(digest)).toString('utf8');
    this.#known.set(digest, text);
    return text;
  }

  /** An object's bytes, which are not kept in memory. Problems as {@link text}. */
  async bytes(digest: Digest): Promise<Uint8Array> {
    return (await this.#local(digest)) ?? (await this.#fetch(digest));
  }

  /** Has an object at hand, so that it need not be fetched when it is wanted. Problems as {@link text}. */
  async hold(digest: Digest): Promise<void> {
    if (this.#held.has(digest)) return;
    await this.bytes(digest);
    this.#held.add(digest);
  }

  async #fetch(digest: Digest): Promise<Uint8Array> {
    const bytes = await getObject(this.#blobs, digest);
    // Not flushed to the disk: after a loss of power it would be found damaged, and fetched again.
    this.unswept = true;
    const path = `${this.#folder}/${digest}`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return bytes;
  }

  /** An object only if this node has fetched it before. */
  async local(digest: Digest): Promise<string | undefined> {
    return (await this.#local(digest))?.toString('utf8');
  }

  async #local(digest: Digest): Promise<Buffer | undefined> {
    const bytes = await readFile(`${this.#folder}/${digest}`).catch(() => undefined);
    return bytes && sha256(bytes) === digest ? bytes : undefined;
  }

  /** Removes what nothing needs any more. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    this.unswept = false;
    for (const seen of [this.#known, this.#held])
      for (const digest of seen.keys()) if (!needed.has(digest)) seen.delete(digest);
    for (const name of await readdir(this.#folder).catch((): string[] => [])) {
      if (!needed.has(name)) await rm(`${this.#folder}/${name}`, { force: true });
    }
  }
}
