import { sha256 } from '../domain/canonical.ts';
import type { PoolId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Stack } from './stack.ts';
import { DEFAULT_POOL } from './stack-rules.ts';

/**
 * Pools that share operators or callers (overflow). Nodes know nothing of one another's callers, and so one node has all of a group's calls: an operator is
 * never rung from two sides.
 */
export interface PoolGroup {
  /** From 1, in the order of the first pool's id. */
  id: number;
  pools: readonly PoolId[];
  /** Addresses of the nodes: the first that works has the group's calls. */
  nodes: readonly string[];
}

/** The groups of a stack's pools; every pool is in one. */
export function poolGroups(stack: Pick<Stack, 'pools' | 'operators' | 'nodes'>): PoolGroup[] {
  const groupOf = new Map<PoolId, Set<PoolId>>(stack.pools.map(({ id }) => [id, new Set([id])]));
  const ties = [
    ...stack.operators.map(({ pools }) => pools),
    ...stack.pools.map(({ id, overflow }) => (overflow ? [id, overflow.to] : [])),
  ];
  for (const pools of ties) {
    const joined = new Set(pools.flatMap((pool) => [...(groupOf.get(pool) ?? [])]));
    for (const pool of joined) groupOf.set(pool, joined);
  }
  return [...new Set(groupOf.values())]
    .map((pools) => [...pools].sort(byCodeUnit))
    .sort(([a = ''], [b = '']) => byCodeUnit(a, b))
    .map((pools, index) => ({ id: index + 1, pools, nodes: nodesFor(pools[0] ?? '', stack.nodes) }));
}

/** The group that answers for tenants which no pool names. */
export function defaultGroup(groups: readonly PoolGroup[]): PoolGroup {
  return groupOfPool(groups, DEFAULT_POOL as PoolId);
}

export function groupOfPool(groups: readonly PoolGroup[], pool: PoolId): PoolGroup {
  const group = groups.find(({ pools }) => pools.includes(pool));
  if (!group) throw new Error(`pool ${pool} is in no group`);
  return group;
}

/**
 * Each group in an order of its own, by a digest of group and node: one more node takes some groups over, and the others stay where they
 * are, which they would not if groups were dealt out one after the other.
 */
function nodesFor(group: string, nodes: Stack['nodes']): string[] {
  return nodes
    .flatMap(({ name, address }) =>
      address === undefined ? [] : [{ address, rank: sha256(`${group} ${name}`) }],
    )
    .sort((a, b) => byCodeUnit(a.rank, b.rank))
    .map(({ address }) => address);
}
