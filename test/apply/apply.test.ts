import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bucketOf } from '../../src/domain/bucket.ts';
import type { Digest, NodeName, ShardName } from '../../src/domain/ids.ts';
import { keys } from '../../src/store/keys.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { readStatus } from '../../src/store/status.ts';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import { movePointer, removePointer } from '../store/by-hand.ts';
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

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'));

const release = async (node: string, part: string) =>
  (await readPointer(world.blobs, node as NodeName, part))?.release;

describe('an apply', () => {
  it('brings every part to every node, cluster first, one node after the other', async () => {
    const { tally } = await world.apply([yamada, sato]);
    expect(tally).toEqual({ create: 6, update: 0, mend: 0, delete: 0, none: 0 });
    for (const agent of [node1, node2]) {
      expect(agent.taken.map((t) => t.split(' ')[0])).toEqual(['cluster', 'numbers', 'shard-main']);
      expect(agent.live.get('shard-main')?.get('tenant yamada')).toContain('株式会社yamada');
    }
  });

  it('does nothing the second time', async () => {
    await world.apply([yamada, sato]);
    expect((await world.apply([yamada, sato])).tally).toEqual({
      create: 0,
      update: 0,
      mend: 0,
      delete: 0,
      none: 6,
    });
    expect(node1.taken).toHaveLength(3);
  });

  it('brings only what has changed', async () => {
    await world.apply([yamada, sato]);
    const { tally } = await world.apply([{ ...yamada, company: { ...yamada.company, name: '別名' } }, sato]);
    expect(tally).toMatchObject({ update: 2, none: 4 });
    expect(node2.taken.map((t) => t.split(' ')[0])).toEqual([
      'cluster',
      'numbers',
      'shard-main',
      'shard-main',
    ]);
  });

  it('keeps no personal data and no secret in its state', async () => {
    await world.apply([yamada, sato]);
    const state = await readFile(world.home.state, 'utf8');
    expect(state).toContain('"yamada"');
    for (const planted of [
      '株式会社',
      '山田',
      'カイシャ',
      'お電話',
      '佐藤',
      'taro',
      'marker-secret',
      'token-of-tests',
    ]) {
      expect(state).not.toContain(planted);
    }
  });

  it('takes a tenant away with the next release, and leaves its room to its people', async () => {
    await world.apply([yamada, sato]);
    expect((await world.apply([yamada])).tally).toMatchObject({ delete: 2, update: 2 });
    expect(node1.live.get('shard-main')?.has('tenant sato')).toBe(false);
    expect((await world.client.rooms()).filter((r) => r.type === 'group')).toHaveLength(1);
  });
});

describe('a node that fails', () => {
  it('gets its pointer back, and the apply stops there', async () => {
    await world.apply([yamada]);
    const before = await release('node1', 'shard-main');
    node1.failing = (part) => (part === 'shard-main' ? 'Asterisk refused\nthe dialplan' : undefined);
    const other = { ...yamada, company: { ...yamada.company, name: '別名' } };
    await expect(world.apply([other])).rejects.toMatchObject({
      code: 'node-failed',
      message: 'node node1 could not take shard-main: Asterisk refused the dialplan',
    });
    expect(await release('node1', 'shard-main')).toBe(before);
    expect(await release('node2', 'shard-main')).toBe(before);
    node1.failing = () => undefined;
    await world.apply([other]);
    expect(await release('node2', 'shard-main')).not.toBe(before);
    expect(node1.live.get('shard-main')?.get('tenant yamada')).toContain('別名');
  });

  it('on the second node: the first keeps the new release, and the next apply goes on from there', async () => {
    await world.apply([yamada]);
    node2.failing = (part) => (part === 'cluster' ? 'no' : undefined);
    await expect(world.apply([yamada], { library: 'v2' })).rejects.toMatchObject({ code: 'node-failed' });
    expect(await release('node1', 'cluster')).not.toBe(await release('node2', 'cluster'));
    node2.failing = () => undefined;
    await world.apply([yamada], { library: 'v2' });
    expect(await release('node1', 'cluster')).toBe(await release('node2', 'cluster'));
    expect(node1.taken.filter((t) => t.startsWith('cluster'))).toHaveLength(2);
  });

  it('at the very first apply has nothing to get back, and is not taken at its old word the next time', async () => {
    node1.failing = () => 'not yet';
    await expect(world.apply([yamada])).rejects.toMatchObject({ code: 'node-failed' });
    expect(await release('node1', 'cluster')).toBeUndefined();
    node1.failing = () => undefined;
    expect((await world.apply([yamada])).tally.create).toBe(4);
  });
});

describe('a release that was never proved', () => {
  const failed = async (node: NodeName, part: string, release: string) =>
    await expect
      .poll(async () => (await readStatus(world.blobs, node))?.parts[part])
      .toMatchObject({ release, state: 'failed' });
  /** An apply that was killed when a node had failed and had not got its pointer back yet. */
  const killedApply = async (tenants: (typeof yamada)[]) => {
    let bad = '' as Digest;
    node1.failing = (part, pointer) => {
      if (part !== 'shard-main') return undefined;
      // The first: what the node gets back is tried, and fails, too.
      bad ||= pointer.release;
      return 'a bad line';
    };
    await expect(world.apply(tenants)).rejects.toMatchObject({ code: 'node-failed' });
    await movePointer(world.blobs, node1.node, 'shard-main', bad);
    await failed(node1.node, 'shard-main', bad);
  };
  const other = { ...yamada, company: { ...yamada.company, name: '別名' } };

  it('is not what a node gets back: it gets what is applied', async () => {
    await world.apply([yamada]);
    const good = await release('node1', 'shard-main');
    await killedApply([other]);
    await expect(world.apply([yamada, sato])).rejects.toMatchObject({ code: 'node-failed' });
    expect(await release('node1', 'shard-main')).toBe(good);
  });

  it('is taken away where nothing was ever applied', async () => {
    await killedApply([other]);
    await expect(world.apply([yamada])).rejects.toMatchObject({ code: 'node-failed' });
    expect(await release('node1', 'shard-main')).toBeUndefined();
  });
});

describe('a silent node', () => {
  it('keeps the new pointers, is skipped and named, and catches up by itself', async () => {
    node2.silent = true;
    const { notices } = await world.apply([yamada]);
    expect(notices.silentNodes).toEqual(['node2']);
    expect(await release('node2', 'shard-main')).toBe(await release('node1', 'shard-main'));
    node2.silent = false;
    await expect.poll(() => node2.live.get('shard-main')?.has('tenant yamada')).toBe(true);
    expect((await world.apply([yamada])).notices.silentNodes).toEqual([]);
  });

  it('does not make the apply wait for it at each part', async () => {
    node2.silent = true;
    // Long against the work itself, also on a busy machine: three parts would be three times as long.
    world.patience.silence = 2;
    const from = performance.now();
    await world.apply([yamada]);
    expect(performance.now() - from).toBeLessThan(world.patience.silence * 1000 * 2);
  });

  it('stops the apply where no other is left', async () => {
    node1.silent = node2.silent = true;
    await expect(world.apply([yamada])).rejects.toMatchObject({ code: 'nodes-silent' });
  });
});

describe('what was changed by hand', () => {
  it.each<[string, (live: Map<string, string>) => unknown]>([
    ['changed', (live) => live.set('tenant yamada', 'by hand')],
    ['taken away', (live) => live.delete('tenant yamada')],
    ['added', (live) => live.set('context by-hand', 'x')],
  ])('is mended on the node where it was %s', async (_, change) => {
    await world.apply([yamada]);
    change(node2.live.get('shard-main') ?? new Map());
    expect((await world.apply([yamada])).tally.mend).toBeGreaterThan(0);
    expect([...(node2.live.get('shard-main') ?? [])]).toEqual([...(node1.live.get('shard-main') ?? [])]);
    expect(node1.taken).toHaveLength(3);
    expect((await world.apply([yamada])).tally.none).toBe(4);
  });

  it('is not mended again part by part where the first one has put the whole node right', async () => {
    await world.apply([yamada]);
    node1.settlesWhole = true;
    node1.live.get('cluster')?.set('context by-hand', 'x');
    node1.live.get('shard-main')?.set('tenant yamada', 'by hand');
    expect((await world.apply([yamada])).tally).toMatchObject({ mend: 1, none: 3 });
    expect(node1.live.get('shard-main')?.get('tenant yamada')).toContain('株式会社yamada');
  });

  it('in the store is put back: a roll-back that files do not follow, a pointer that is gone', async () => {
    await world.apply([yamada]);
    const old = await release('node1', 'numbers');
    await world.apply([yamada, sato]);
    const now = await release('node1', 'numbers');
    if (old === undefined) throw new Error('no release');
    await movePointer(world.blobs, 'node1' as NodeName, 'numbers', old, 'rolled back');
    await removePointer(world.blobs, 'node2' as NodeName, 'shard-main');
    await world.apply([yamada, sato]);
    expect(await release('node1', 'numbers')).toBe(now);
    expect(await release('node2', 'shard-main')).toBe(await release('node1', 'shard-main'));
  });

  it('is taken for a difference where a node cannot look', async () => {
    await world.apply([yamada]);
    node1.lookProblem = 'Asterisk does not answer';
    expect((await world.apply([yamada])).tally.mend).toBe(3);
  });
});

describe('a release', () => {
  it('that is not ours is refused before any pointer names it', async () => {
    await world.apply([yamada]);
    const digest = await release('node1', 'cluster');
    if (digest === undefined) throw new Error('no release');
    node1.silent = node2.silent = true;
    const key = keys.release(digest);
    const found = JSON.parse(Buffer.from((await world.blobs.get(key))?.body ?? '').toString());
    await world.blobs.put(key, JSON.stringify({ ...found, signature: 'AAAA' }));
    await world.blobs.delete(keys.desired('node1' as NodeName, 'cluster'));
    await expect(world.apply([yamada])).rejects.toMatchObject({ code: 'release-signature' });
    expect(await release('node1', 'cluster')).toBeUndefined();
  });
});

describe('a state that has lost its last changes', () => {
  const split = () => ({
    ...world.stack,
    shards: world.stack.shards.map((shard, bucket) =>
      bucket === bucketOf(sato.id) ? ('second' as ShardName) : shard,
    ),
  });
  const parts = async () => await desiredParts(world.blobs, node1.node);

  it.each([
    ['made a shard', () => world.stack, split],
    ['took a shard away', split, () => world.stack],
  ])('ends right where they %s, whatever is wanted now', async (_, from, to) => {
    await world.apply([yamada, sato], { stack: from() });
    for (const wanted of [to, from]) {
      const remembered = await readFile(world.home.state);
      await world.apply([yamada, sato], { stack: to() });
      await writeFile(world.home.state, remembered);
      await world.apply([yamada, sato], { stack: wanted() });
      expect(await parts()).toHaveLength(wanted() === world.stack ? 3 : 4);
      const live = [...node1.live.values()].flatMap((items) => [...items.keys()]);
      expect(live.filter((item) => item.startsWith('tenant')).sort()).toEqual([
        'tenant sato',
        'tenant yamada',
      ]);
      expect((await world.apply([yamada, sato], { stack: wanted() })).tally).toMatchObject({
        mend: 0,
        update: 0,
      });
      await world.apply([yamada, sato], { stack: from() });
    }
  });

  it('says so where its journal could not be read', async () => {
    await world.apply([yamada]);
    await writeFile(`${world.home.state}.journal`, '\0\0\n');
    expect((await world.apply([yamada])).notices.lines.map(({ en }) => en).join()).toMatch(
      /^1 line of the state's journal/,
    );
    expect((await world.apply([yamada])).notices.lines).toEqual([]);
  });
});

describe('an interruption', () => {
  it('at any step ends right the next time, with no room made twice', async () => {
    const tenants = Array.from({ length: 6 }, (_, i) =>
      sampleTenant(`t-0${i}`, `035000010${i}`, chatworkReport(`部屋${i}`)),
    );
    for (let stopAfter = 1; stopAfter < 6; stopAfter++) {
      const controller = new AbortController();
      let steps = 0;
      await world
        .apply(tenants, {
          signal: controller.signal,
          onStep: () => {
            if (++steps === stopAfter * 2) controller.abort(new Error('interrupted'));
          },
        })
        .catch((error: Error) => expect(error.message).toBe('interrupted'));
    }
    await world.apply(tenants);
    expect((await world.apply(tenants)).tally).toMatchObject({ none: 15 });
    const rooms = (await world.client.rooms()).filter((room) => room.type === 'group');
    expect(rooms.map((room) => room.name).sort()).toEqual(tenants.map((_, i) => `部屋${i}`));
    expect(node1.taken).toHaveLength(3);
  });
});
