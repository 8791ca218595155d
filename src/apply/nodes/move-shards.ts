import type { Digest, NodeName, ShardName } from '../../domain/ids.ts';
import type { Resource } from '../../plan/resource.ts';
import { type ShardChange, shardsToMoveFirst } from '../../plan/shard-moves.ts';
import { desiredParts, readPointer } from '../../store/pointer.ts';
import { sideBySide } from '../../store/side-by-side.ts';
import { type ApplyContext, stopIfAsked } from '../context.ts';
import type { State } from '../engines/state.ts';
import { bring } from './roll-out.ts';
import { releasesOf } from './shard-tenants.ts';
import { emptyRelease } from './take-away.ts';

/**
 * Releases the shards that tenants move to before anything else: cluster first would leave out a dissolved shard's mail map while its
 * tenants are nowhere else, and name a new one's before it is there, which keeps all calls out. What moves is seen in each node's pointers,
 * since an apply that was interrupted leaves nodes that differ. State is told nothing: the same releases come once more in their turn,
 * proved already.
 */
export async function moveShards(
  context: ApplyContext,
  state: State,
  resources: readonly Resource[],
): Promise<void> {
  const desired = releasesOf(resources);
  // Nothing is wanted any more: there is nowhere to move to.
  if (desired.size === 0) return;
  const moves: { node: NodeName; shards: ShardName[] }[] = [];
  for (const node of context.nodes.filter((one) => !context.edges.has(one))) {
    // Without its cluster part a node proves nothing; with it comes all that the node is pointed at.
    if ((await readPointer(context.blobs, node, 'cluster')) === undefined) continue;
    moves.push({ node, shards: shardsToMoveFirst(await changesOf(context, node, desired)) });
  }
  const applied = releasesOf(state.resources.values());
  for (const { node, shards } of moves) {
    for (const name of shards) {
      stopIfAsked(context.signal);
      const part = `shard-${name}`;
      const release = desired.get(name) ?? (await emptyRelease(context, part));
      const proved = await bring(context, node, { part, release, previous: applied.get(name) });
      if (!proved) context.notices.silent(node);
    }
  }
}

async function changesOf(
  context: ApplyContext,
  node: NodeName,
  desired: ReadonlyMap<ShardName, Digest>,
): Promise<Map<ShardName, ShardChange>> {
  const now = await pointersOf(context, node);
  const listed = await context.listings.of([...now.values(), ...desired.values()]);
  const tenants = (release: Digest) => listed.get(release) ?? new Map();
  const shards = new Map<ShardName, ShardChange>();
  for (const [name, release] of now) shards.set(name, { before: tenants(release) });
  for (const [name, release] of desired) shards.set(name, { ...shards.get(name), after: tenants(release) });
  return shards;
}

/** The release of each shard that a node is pointed at. */
async function pointersOf({ blobs }: ApplyContext, node: NodeName): Promise<Map<ShardName, Digest>> {
  const parts = (await desiredParts(blobs, node)).filter((part) => /^shard-./.test(part));
  const pointers = await sideBySide(parts, (part) => readPointer(blobs, node, part));
  return new Map(
    parts.flatMap((part, i) => {
      const release = pointers[i]?.release;
      return release === undefined ? [] : [[part.replace(/^shard-/, '') as ShardName, release] as const];
    }),
  );
}
