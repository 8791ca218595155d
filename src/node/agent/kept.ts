import { readdir, readFile } from 'node:fs/promises';
import { sha256 } from '../../domain/canonical.ts';
import { type Digest, parseDigest, type TenantId } from '../../domain/ids.ts';
import type { TenantObject } from '../../render/objects.ts';
import type { Desired } from '../desired/desired.ts';
import type { Facts } from '../desired/facts.ts';
import { tenantObject } from '../desired/part.ts';
import type { ObjectCache } from '../disk/objects.ts';
import type { InUse } from './in-use.ts';

const LIBRARY = /^asterisk\/library\/(.+)\.conf$/;

/** What is no longer desired and stays for calls in progress: each goes on in the text, and with the values, that it came in with. */
export class Kept {
  readonly #libraries = new Map<string, string>();
  readonly #objects = new Map<Digest, { tenant: TenantId; object: TenantObject }>();

  /** Library files by path below `live`. */
  get libraries(): ReadonlyMap<string, string> {
    return this.#libraries;
  }

  get objects(): ReadonlyMap<Digest, { tenant: TenantId; object: TenantObject }> {
    return this.#objects;
  }

  get empty(): boolean {
    return this.#libraries.size === 0 && this.#objects.size === 0;
  }

  /** Before a switch: all that the next release leaves out stays for now. Which of it calls need is seen afterwards. */
  add(before: Desired, next: Desired): void {
    for (const [path, text] of before.files) {
      if (LIBRARY.test(path) && !next.files.has(path)) this.#libraries.set(path, text);
    }
    const wanted = new Set([...next.tenants.values()].map(({ digest }) => digest));
    for (const [tenant, { digest, object }] of before.tenants) {
      if (!wanted.has(digest)) this.#objects.set(digest, { tenant, object });
    }
    for (const path of next.files.keys()) this.#libraries.delete(path);
    for (const digest of wanted) this.#objects.delete(digest);
  }

  /**
   * After the agent was started anew: finds what calls in progress need among what this node fetched before. Every version of the library
   * that lies there stays for now: a call may come in with it until the dialplan has been reloaded. Only what is under its digest in the
   * cache counts; a file that somebody edited is nobody's.
   */
  async recover(
    use: Pick<InUse, 'objects'>,
    desired: Desired,
    from: { live: string; objects: ObjectCache; facts: Facts },
  ): Promise<void> {
    for (const name of await readdir(`${from.live}/asterisk/library`).catch((): string[] => [])) {
      const path = `asterisk/library/${name}`;
      if (!LIBRARY.test(path) || desired.files.has(path)) continue;
      const text = await readFile(`${from.live}/${path}`, 'utf8').catch(() => '');
      const rendered = from.facts.unfill(text);
      if ((await from.objects.local(sha256(rendered))) === rendered) this.#libraries.set(path, text);
    }
    const wanted = new Set<string>([...desired.tenants.values()].map(({ digest }) => digest));
    for (const text of use.objects) {
      const digest = parseDigest(text);
      const found = digest.ok && !wanted.has(text) ? await from.objects.local(digest.value) : undefined;
      if (!digest.ok || found === undefined) continue;
      const object = tenantObject(found);
      this.#objects.set(digest.value, { tenant: object.tenant, object });
    }
  }

  /** Lets go of what no call uses any more, and says what that was. */
  release(use: InUse): { libraries: string[]; objects: Digest[] } {
    const libraries = [...this.#libraries.keys()].filter(
      (path) => !use.versions.has(LIBRARY.exec(path)?.[1] ?? ''),
    );
    const objects = [...this.#objects.keys()].filter((digest) => !use.objects.has(digest));
    for (const path of libraries) this.#libraries.delete(path);
    for (const digest of objects) this.#objects.delete(digest);
    return { libraries, objects };
  }
}
