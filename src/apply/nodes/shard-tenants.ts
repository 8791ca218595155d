import type { Digest, ShardName, TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { ResourceType } from '../../plan/resource.ts';
import { getRelease } from '../../store/release.ts';
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

/** The tenants that a release lists, with the digests of their values; undefined where it is no longer in the store, or not ours. */
export async function tenantsOf(
  context: ApplyContext,
  release: Digest,
): Promise<Map<TenantId, Digest> | undefined> {
  try {
    const { tenants } = await getRelease(context.blobs, release, context.publicKey);
    return new Map(tenants.map(({ tenant, digest }) => [tenant, digest]));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
