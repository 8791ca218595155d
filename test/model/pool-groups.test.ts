import { describe, expect, it } from 'vitest';
import type { NodeName, OperatorId, PoolId } from '../../src/domain/ids.ts';
import { defaultGroup, groupOfPool, poolGroups } from '../../src/model/pool-groups.ts';
import type { SecretRef } from '../../src/model/stack.ts';

const pool = (id: string) => ({ id: id as PoolId, strategy: 'leastrecent' as const, wrapUpSeconds: 1 });
const operator = (id: string, ...pools: string[]) => ({
  id: id as OperatorId,
  password: 'secret://x#1' as SecretRef,
  pools: pools as PoolId[],
});
const nodes = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `node${i + 1}` as NodeName,
    address: `192.0.2.${i + 1}`,
  }));

describe('pools that share operators are one group', () => {
  const pools = ['a', 'b', 'c', 'd', 'default'].map(pool);
  const groups = poolGroups({
    pools,
    operators: [operator('op1', 'b', 'default'), operator('op2', 'd', 'b'), operator('op3', 'c')],
    nodes: nodes(2),
  });

  it('also by way of a third, and every pool is in one', () => {
    expect(groups.map((group) => group.pools)).toEqual([['a'], ['b', 'd', 'default'], ['c']]);
    expect(groups.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('the default pool’s answers for all tenants that no pool names', () => {
    expect(defaultGroup(groups).id).toBe(2);
    expect(groupOfPool(groups, 'c' as PoolId).id).toBe(3);
  });

  it('each has every node', () => {
    for (const group of groups) expect(group.nodes.toSorted()).toEqual(['192.0.2.1', '192.0.2.2']);
  });
});

it('pools that share callers are one group too', () => {
  const groups = poolGroups({
    pools: [
      { ...pool('a'), overflow: { to: 'c' as PoolId, afterSeconds: 10 } },
      pool('b'),
      { ...pool('c'), overflow: { to: 'default' as PoolId, afterSeconds: 10 } },
      pool('default'),
    ],
    operators: [],
    nodes: nodes(2),
  });
  expect(groups.map((group) => group.pools)).toEqual([['a', 'c', 'default'], ['b']]);
});

describe('one more node', () => {
  const pools = Array.from({ length: 200 }, (_, i) => pool(i === 0 ? 'default' : `pool-${i}`));
  const [before, after] = [4, 5].map((count) => poolGroups({ pools, operators: [], nodes: nodes(count) }));

  it('changes the order of the others in no group, and takes over about its share', () => {
    const added = '192.0.2.5';
    const taken = (after ?? []).filter((group, i) => {
      expect(group.nodes.filter((node) => node !== added)).toEqual(before?.[i]?.nodes);
      return group.nodes[0] === added;
    });
    // A fifth of 200 groups, give or take what chance gives or takes: a hash over a number of nodes would move four fifths.
    expect(taken.length).toBeGreaterThan(15);
    expect(taken.length).toBeLessThan(70);
  });
});
