import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCanary } from '../../src/apply/nodes/canary.ts';
import { bucketOf } from '../../src/domain/bucket.ts';
import type { NodeName, ShardName } from '../../src/domain/ids.ts';
import { readRecords } from '../../src/store/applied-record.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import type { TestAgent } from './agent.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let node1: TestAgent;
let node2: TestAgent;
beforeEach(async () => {
  world = await makeWorld();
  [node1, node2] = world.agents as [TestAgent, TestAgent];
});
afterEach(() => world.end());

const canary = 'node1' as NodeName;
const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'));
const other = { ...yamada, company: { ...yamada.company, name: '別名' } };
const pointer = (node: string, part = 'shard-main') => readPointer(world.blobs, node as NodeName, part);
const name = (agent: TestAgent) => agent.live.get('shard-main')?.get('tenant yamada');

describe('an apply to one node', () => {
  it('moves the pointers of that node alone, and leaves rooms and what is remembered', async () => {
    await world.apply([yamada]);
    const [before, state] = [await pointer('node2'), await readFile(world.home.state, 'utf8')];
    const outcome = await world.apply([other, sato], { canary });
    expect(outcome.canary).toEqual({
      node: 'node1',
      parts: ['cluster', 'numbers', 'shard-main'],
      others: ['node2'],
    });
    expect(name(node1)).toContain('別名');
    expect(await pointer('node1')).toMatchObject({ reason: 'canary' });
    expect(await pointer('node2')).toEqual(before);
    expect(name(node2)).not.toContain('別名');
    expect((await world.client.rooms()).filter(({ type }) => type === 'group')).toEqual([]);
    expect(await readFile(world.home.state, 'utf8')).toBe(state);
  });

  it('is followed by one to the rest, where the first node has nothing to do any more', async () => {
    await world.apply([yamada]);
    await world.apply([other, sato], { canary });
    const taken = node1.taken.length;
    const { tally } = await world.apply([other, sato]);
    expect(tally).toMatchObject({ create: 2, delete: 0 });
    expect(name(node2)).toContain('別名');
    expect(node1.taken).toHaveLength(taken);
    const records = await readRecords(world.blobs, 'test', [world.publicKey]);
    expect(records.map(({ record }) => record?.outcome)).toEqual([
      'incomplete',
      'applied',
      'incomplete',
      'incomplete',
      'applied',
    ]);
  });

  it('is taken back by an apply of what was there', async () => {
    await world.apply([yamada]);
    await world.apply([other], { canary });
    await world.apply([yamada]);
    expect((await pointer('node1'))?.release).toBe((await pointer('node2'))?.release);
    expect(name(node1)).not.toContain('別名');
  });

  it('that fails there gives the node its pointer back', async () => {
    await world.apply([yamada]);
    const before = (await pointer('node1'))?.release;
    node1.failing = (part) => (part === 'shard-main' ? 'no' : undefined);
    await expect(world.apply([other], { canary })).rejects.toMatchObject({ code: 'node-failed' });
    expect((await pointer('node1'))?.release).toBe(before);
    node1.failing = () => undefined;
    node1.silent = true;
    await expect(world.apply([other], { canary })).rejects.toMatchObject({ code: 'nodes-silent' });
    expect(node2.taken).toHaveLength(3);
  });

  it('moves tenants between shards there as it does everywhere', async () => {
    await world.apply([yamada, sato]);
    const shards = world.stack.shards.map((shard, bucket) =>
      bucket === bucketOf(sato.id) ? ('second' as ShardName) : shard,
    );
    const stack = { ...world.stack, shards };
    await world.apply([yamada, sato], { stack, canary });
    expect(await desiredParts(world.blobs, 'node1' as NodeName)).toContain('shard-second');
    expect(await desiredParts(world.blobs, 'node2' as NodeName)).not.toContain('shard-second');
    await world.apply([yamada, sato], { stack });
    expect(node2.live.get('shard-second')?.has('tenant sato')).toBe(true);
  });

  it('is refused for what is no node of the stack', () => {
    const nodes = ['node1', 'edge1'] as NodeName[];
    expect(checkCanary('edge1', { nodes })).toBe('edge1');
    expect(() => checkCanary('node9', { nodes })).toThrow(
      expect.objectContaining({ code: 'canary-unknown', action: 'name one of node1, edge1' }),
    );
  });
});
