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
  /** Whether something may lie there that nothing needs: before the first sweep, and since something was fetched. */
  unswept = true;

  constructor(blobs: Blobs, folder: string) {
    this.#blobs = blobs;
    this.#folder = folder;
  }

  /** An object as text. Problems `object-missing`, `object-damaged`. */
  async text(digest: Digest): Promise<string> {
    const known = this.#known.get(digest) ?? (await this.local(digest));
    if (known !== undefined) return this.#keep(digest, known);
    const bytes = await getObject(this.#blobs, digest);
    // Not flushed to the disk: after a loss of power it would be found damaged, and fetched again.
    this.unswept = true;
    const path = `${this.#folder}/${digest}`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(`${path}.new`, bytes, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return this.#keep(digest, Buffer.from(bytes).toString('utf8'));
  }

  /** An object only if this node has fetched it before. */
  async local(digest: Digest): Promise<string | undefined> {
    const bytes = await readFile(`${this.#folder}/${digest}`).catch(() => undefined);
    return bytes && sha256(bytes) === digest ? bytes.toString('utf8') : undefined;
  }

  /** Removes what nothing needs any more. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    this.unswept = false;
    for (const digest of this.#known.keys()) if (!needed.has(digest)) this.#known.delete(digest);
    for (const name of await readdir(this.#folder).catch((): string[] => [])) {
      if (!needed.has(name)) await rm(`${this.#folder}/${name}`, { force: true });
    }
  }

  #keep(digest: Digest, text: string): string {
    this.#known.set(digest, text);
    return text;
  }
}
