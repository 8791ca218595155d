import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readState } from '../../src/apply/engines/state.ts';
import type { NodeName } from '../../src/domain/ids.ts';
import { emptyBody } from '../../src/plan/release-body.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { getRelease, keySigner, putRelease } from '../../src/store/release.ts';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import { movePointer } from '../store/by-hand.ts';
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
const parts = (node: string) => desiredParts(world.blobs, node as NodeName);
const APPLIED = ['cluster', 'numbers', 'shard-main'];

/** What is applied as the shard main, released as another part. */
async function pointAtOldShard(node: NodeName, signer = world.signer): Promise<void> {
  const main = await readPointer(world.blobs, 'node1' as NodeName, 'shard-main');
  if (!main) throw new Error('nothing is applied');
  const body = await getRelease(world.blobs, main.release, world.publicKey);
  const old = await putRelease(world.blobs, { ...body, part: 'shard-old' }, signer);
  await movePointer(world.blobs, node, 'shard-old', old);
}

describe('a part that nobody owns', () => {
  it('is emptied and taken away by a plain apply', async () => {
    await world.apply([yamada]);
    await pointAtOldShard(node1.node);
    await expect.poll(() => node1.live.get('shard-old')?.has('tenant yamada')).toBe(true);
    const { tally, notices } = await world.apply([yamada]);
    expect(tally).toMatchObject({ mend: 1, none: 4 });
    expect(notices.lines.map(({ en }) => en)).toEqual([
      "node node1: shard-old was nobody's and was taken away",
    ]);
    expect(await parts('node1')).toEqual(APPLIED);
    const last = node1.taken.at(-1)?.split(' ')[1];
    expect(node1.taken.at(-1)).toMatch(/^shard-old /);
    expect(await getRelease(world.blobs, last as never, world.publicKey)).toEqual(emptyBody('shard-old'));
  });

  it('waits, emptied, for a node that is silent', async () => {
    await world.apply([yamada]);
    node2.silent = true;
    await pointAtOldShard(node2.node);
    expect((await world.apply([yamada])).notices.silentNodes).toEqual(['node2']);
    expect(await parts('node2')).toEqual([...APPLIED, 'shard-old']);
    node2.silent = false;
    await world.apply([yamada]);
    expect(await parts('node2')).toEqual(APPLIED);
    expect(node2.taken.filter((t) => t.startsWith('shard-old'))).toHaveLength(1);
  });
});

describe('a node that has left the stack', () => {
  const two = () => ({ ...world.stack, nodes: world.stack.nodes.slice(0, 1) });

  it('is emptied where it still listens, and loses its pointers', async () => {
    await world.apply([yamada]);
    const { notices } = await world.apply([yamada], { stack: two() });
    expect(await parts('node2')).toEqual([]);
    expect(node2.taken).toHaveLength(5);
    expect(await parts('node1')).toEqual(APPLIED);
    expect(notices.lines.map(({ en }) => en)).toEqual([
      'node node2 is not in the stack: its pointers were taken away',
    ]);
    expect(notices.silentNodes).toEqual([]);
  });

  it('loses them where it is gone, which stops nothing but is said', async () => {
    await world.apply([yamada]);
    node2.silent = true;
    const { notices } = await world.apply([yamada], { stack: two() });
    expect(await parts('node2')).toEqual([]);
    expect(notices.lines.map(({ en }) => en).join()).toContain('see that it no longer runs');
    expect((await world.apply([yamada], { stack: two() })).notices.lines).toEqual([]);
  });

  it('loses them with the stack, too', async () => {
    await world.apply([yamada]);
    await world.destroy({ stack: two() });
    expect([...(await parts('node1')), ...(await parts('node2'))]).toEqual([]);
  });

  it("is left alone where it is another stack's", async () => {
    await world.apply([yamada]);
    await pointAtOldShard('theirs' as NodeName, keySigner(generateKeyPairSync('ed25519').privateKey));
    await world.apply([yamada]);
    expect(await parts('theirs')).toEqual(['shard-old']);
  });
});

describe('destroy', () => {
  const kept = async () =>
    (await world.blobs.list('')).filter((key) => /^(objects|releases|rooms|keys)\//.test(key));

  it('leaves nothing of the tenants in the store but its key, and all can be applied again', async () => {
    const tenants = [yamada, sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'))];
    await world.apply(tenants);
    await world.destroy();
    expect(await kept()).toEqual(['keys/fingerprint']);
    await world.apply(tenants);
    expect(node1.live.get('shard-main')?.has('tenant sato')).toBe(true);
    expect((await world.client.rooms()).filter((room) => room.type === 'group')).toHaveLength(1);
  });

  it("keeps what another stack's nodes are pointed at", async () => {
    await world.apply([yamada]);
    await pointAtOldShard('theirs' as NodeName, keySigner(generateKeyPairSync('ed25519').privateKey));
    await world.destroy();
    const theirs = await readPointer(world.blobs, 'theirs' as NodeName, 'shard-old');
    expect((await kept()).filter((key) => key.startsWith('releases/'))).toEqual([
      `releases/${theirs?.release}`,
    ]);
    expect((await kept()).filter((key) => key.startsWith('objects/'))).toHaveLength(3);
  });

  it('keeps everything while a node is silent, which has to fetch what empties it', async () => {
    await world.apply([yamada]);
    node2.silent = true;
    await world.destroy();
    expect((await kept()).length).toBeGreaterThan(1);
    node2.silent = false;
    await world.destroy();
    expect(await kept()).toEqual(['keys/fingerprint']);
  });

  it('ends where some nodes are silent, and goes on when they are back', async () => {
    await world.apply([yamada]);
    node2.silent = true;
    expect((await world.destroy()).notices.silentNodes).toEqual(['node2']);
    expect(await parts('node1')).toEqual([]);
    expect(await parts('node2')).toEqual(APPLIED);
    node2.silent = false;
    await expect.poll(() => node2.live.get('shard-main')?.size).toBe(0);
    expect((await world.destroy()).notices.silentNodes).toEqual([]);
    expect(await parts('node2')).toEqual([]);
  });

  it('ends where all nodes are silent: the state is empty, and a node that comes back empties itself', async () => {
    await world.apply([yamada]);
    node1.silent = node2.silent = true;
    expect((await world.destroy()).notices.silentNodes).toEqual(['node1', 'node2']);
    expect((await readState(world.home.state, 'test')).resources.size).toBe(0);
    expect((await world.destroy()).notices.silentNodes).toEqual(['node1', 'node2']);
    node1.silent = false;
    await expect.poll(() => node1.live.get('shard-main')?.size).toBe(0);
    node2.silent = false;
    expect((await world.apply([yamada])).notices.silentNodes).toEqual([]);
    expect(node1.live.get('shard-main')?.has('tenant yamada')).toBe(true);
  });
});
