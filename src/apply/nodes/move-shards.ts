import type { Digest, ShardName, TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { Resource } from '../../plan/resource.ts';
import { type ShardChange, shardsToMoveFirst } from '../../plan/shard-moves.ts';
import { readPointer } from '../../store/pointer.ts';
import { getRelease } from '../../store/release.ts';
import type { ApplyContext } from '../context.ts';
import type { State } from '../engines/state.ts';
import { rollOut } from './roll-out.ts';
import { emptyRelease } from './take-away.ts';

/**
 * Releases the shards that tenants move to before anything else: cluster first would leave out a dissolved shard's mail map while its
 * tenants are nowhere else, and name a new one's before it is there, which keeps all calls out. State is told nothing: the same releases
 * come once more in their turn, proved already, and an apply that is interrupted finds the same moves again.
 */
export async function moveShards(
  context: ApplyContext,
  state: State,
  resources: readonly Resource[],
): Promise<void> {
  // Without its cluster part a node proves nothing; with it comes all that the node is pointed at.
  const nodes = [];
  for (const node of context.nodes) {
    if ((await readPointer(context.blobs, node, 'cluster')) !== undefined) nodes.push(node);
  }
  if (!state.resources.has('Cluster/cluster') || nodes.length === 0) return;
  const applied = releasesOf(state.resources.values());
  const desired = releasesOf(resources);
  // Nothing is wanted any more: the stack is taken away.
  if (desired.size === 0) return;
  const shards = new Map<ShardName, ShardChange>();
  for (const name of new Set([...applied.keys(), ...desired.keys()])) {
    const [before, after] = [applied.get(name), desired.get(name)];
    shards.set(name, {
      ...(before === undefined ? {} : { before: await tenantsOf(context, before) }),
      ...(after === undefined ? {} : { after: await tenantsOf(context, after) }),
    });
  }
  for (const name of shardsToMoveFirst(shards)) {
    const part = `shard-${name}`;
    const release = desired.get(name) ?? (await emptyRelease(context, part));
    await rollOut({ ...context, nodes }, { part, release, previous: applied.get(name) });
  }
}

function releasesOf(
  resources: Iterable<{ type: Resource['type']; name: string; inputs: object }>,
): Map<ShardName, Digest> {
  const releases = [...resources].filter(({ type }) => type === 'Release');
  return new Map(
    releases.map(({ name, inputs }) => [name as ShardName, (inputs as { release: Digest }).release]),
  );
}

/** A release that is no longer in the store says nothing of moves. */
async function tenantsOf(context: ApplyContext, release: Digest): Promise<Map<TenantId, Digest>> {
  try {
    const { tenants } = await getRelease(context.blobs, release, context.publicKey);
    return new Map(tenants.map(({ tenant, digest }) => [tenant, digest]));
  } catch (error) {
    if (error instanceof Problem) return new Map();
    throw error;
  }
}
