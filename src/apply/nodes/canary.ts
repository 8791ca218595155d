import type { NodeName } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { Resource } from '../../plan/resource.ts';
import type { ApplyContext } from '../context.ts';
import type { State } from '../engines/state.ts';
import { appliedParts } from './applied-parts.ts';
import { type Machines, takes } from './machines.ts';
import { moveShards } from './move-shards.ts';
import { rollOut } from './roll-out.ts';

/** What was tried on one node before all others. */
export interface Canary {
  node: NodeName;
  /** The parts that it has proved. */
  parts: readonly string[];
  /** The nodes that have what they had. */
  others: readonly NodeName[];
}

/** Refuses a canary that is no node of the stack. Problem `canary-unknown`. */
export function checkCanary(name: string, { nodes }: Pick<Machines, 'nodes'>): NodeName {
  const node = nodes.find((one) => one === name);
  if (node !== undefined) return node;
  throw new Problem(
    'canary-unknown',
    {
      en: `the stack has no node ${JSON.stringify(name)}`,
      ja: `スタックにノード ${JSON.stringify(name)} はありません`,
    },
    { en: `name one of ${nodes.join(', ')}`, ja: `${nodes.join(', ')} のどれかを指定してください` },
  );
}

/**
 * Brings every part to one node, which has to prove it, and leaves it there: no other pointer moves, no room is touched, and state still tells
 * what all others have. Drift shows it until an apply brings it to the rest, or takes it back where the files went back.
 *
 * Problems `node-failed`, `nodes-silent`.
 */
export async function tryOnOne(
  context: ApplyContext,
  node: NodeName,
  state: State,
  resources: readonly Resource[],
): Promise<Canary> {
  const alone: ApplyContext = { ...context, nodes: [node] };
  await moveShards(alone, state, resources);
  const applied = new Map(
    appliedParts(state.resources.values()).map((one) => [one.part, one.release] as const),
  );
  const parts = [...context.releases].filter(([part]) => takes(context, node, part));
  for (const [part, release] of parts)
    await rollOut(alone, { part, release, previous: applied.get(part), reason: 'canary' });
  return {
    node,
    parts: parts.map(([part]) => part),
    others: context.nodes.filter((one) => one !== node),
  };
}
