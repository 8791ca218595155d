import type { Digest, ShardName, TenantId } from '../../domain/ids.ts';
import type { Resource, ResourceType } from '../../plan/resource.ts';
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
