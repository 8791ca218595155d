import type { KeyObject } from 'node:crypto';
import type { Digest, TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { getRelease } from '../../store/release.ts';
import { sideBySide } from '../../store/side-by-side.ts';
import type { Blobs } from '../../store/store.ts';

/** What a release lists of tenants, with the digests of their values. */
export type ListedTenants = ReadonlyMap<TenantId, Digest>;

/** Releases that an apply compares, each fetched and verified once: a digest names one content. */
export class Listings {
  readonly #blobs: Blobs;
  readonly #publicKey: KeyObject;
  readonly #known = new Map<Digest, ListedTenants>();

  constructor(blobs: Blobs, publicKey: KeyObject) {
    this.#blobs = blobs;
    this.#publicKey = publicKey;
  }

  /** By release; left out where it is no longer in the store, or not ours. */
  async of(releases: Iterable<Digest>): Promise<Map<Digest, ListedTenants>> {
    const wanted = [...new Set(releases)];
    const found = await sideBySide(
      wanted,
      async (release) => [release, await this.#tenants(release)] as const,
    );
    return new Map(found.flatMap(([release, tenants]) => (tenants ? [[release, tenants] as const] : [])));
  }

  async #tenants(release: Digest): Promise<ListedTenants | undefined> {
    const known = this.#known.get(release);
    if (known) return known;
    try {
      const { tenants } = await getRelease(this.#blobs, release, this.#publicKey);
      const listed = new Map(tenants.map(({ tenant, digest }) => [tenant, digest]));
      this.#known.set(release, listed);
      return listed;
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }
}
