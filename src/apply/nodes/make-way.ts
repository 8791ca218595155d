import type { Digest, TenantId } from '../../domain/ids.ts';
import type { Resource } from '../../plan/resource.ts';
import type { ApplyContext } from '../context.ts';
import type { State } from '../engines/state.ts';
import { moveShards } from './move-shards.ts';
import { partName } from './part-name.ts';
import { releasesOf } from './shard-tenants.ts';
import { dismissNodes, findLeftovers, type Leftover, takeAwayParts } from './take-away.ts';

/**
 * Makes the nodes ready for what is desired: takes away leftovers that clash with it, and brings moving tenants to their new shards.
 * @returns what takes away the rest, once everything desired is there: until then a leftover may be where a tenant still is
 */
export async function makeWay(
  context: ApplyContext,
  state: State,
  resources: readonly Resource[],
): Promise<() => Promise<number>> {
  const owned = [...state.resources.values(), ...resources].map(partName);
  const leftovers = await findLeftovers(context, {
    owned: new Set(owned.filter((part) => part !== undefined)),
    look: state.resources.size > 0,
  });
  const wanted = await desiredTenants(context, resources);
  const [clashing, others]: [Leftover[], Leftover[]] = [[], []];
  for (const leftover of leftovers)
    ((await clashes(context, leftover, wanted)) ? clashing : others).push(leftover);
  const taken = await takeAwayParts(context, clashing);
  await moveShards(context, state, resources);
  return async () => taken + (await takeAwayParts(context, others)) + (await dismissNodes(context));
}

async function desiredTenants(
  context: ApplyContext,
  resources: readonly Resource[],
): Promise<Map<TenantId, Digest>> {
  const listed = await context.listings.of(releasesOf(resources).values());
  return new Map([...listed.values()].flatMap((tenants) => [...tenants]));
}

/** A node refuses a release where another part has other values of the same tenant. */
async function clashes(
  context: ApplyContext,
  { release }: Leftover,
  wanted: ReadonlyMap<TenantId, Digest>,
): Promise<boolean> {
  const tenants = (await context.listings.of([release])).get(release);
  return !tenants || [...tenants].some(([tenant, digest]) => (wanted.get(tenant) ?? digest) !== digest);
}
