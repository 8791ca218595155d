import type { KeyObject } from 'node:crypto';
import type { Digest, ShardName, TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { Resource, ResourceType } from '../../plan/resource.ts';
import { getRelease } from '../../store/release.ts';
import { sideBySide } from '../../store/side-by-side.ts';
import type { Blobs } from '../../store/store.ts';
import type { ApplyContext } from '../context.ts';

/** The release of each shard among these resources. */
export function releasesOf(
  resources: Iterable<{ type: ResourceType; name: string; inputs: object }>,
): Map<ShardName, Digest> {
  const releases = [...resources].filter(({ type }) => type === 'Release');
  return new Map(
    releases.map(({ name, inputs }) => [name as ShardName, (inputs as { release: Digest }).release]),
  );
}

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

/**
 * Tenants whose values differ between the releases that are applied and those that are desired, whatever state says of the tenants
 * themselves: where an apply ended before their shard's release was proved, state has them already.
 */
export async function tenantsToRelease(
  context: ApplyContext,
  before: readonly Resource[],
  after: readonly Resource[],
): Promise<Map<TenantId, 'created' | 'changed'>> {
  const [applied, desired] = [releasesOf(before), releasesOf(after)];
  const moving = new Set(
    [...desired].flatMap(([shard, release]) => (applied.get(shard) === release ? [] : [shard])),
  );
  const valuesOf = async (releases: ReadonlyMap<ShardName, Digest>) => {
    const compared = [...releases].flatMap(([shard, release]) =>
      moving.has(shard) || !desired.has(shard) ? [release] : [],
    );
    const listed = await context.listings.of(compared);
    return new Map([...listed.values()].flatMap((tenants) => [...tenants]));
  };
  const [old, next] = [await valuesOf(applied), await valuesOf(desired)];
  const found = new Map<TenantId, 'created' | 'changed'>();
  for (const [tenant, digest] of next) {
    if (old.get(tenant) !== digest) found.set(tenant, old.has(tenant) ? 'changed' : 'created');
  }
  return found;
}
