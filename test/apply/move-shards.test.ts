import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bucketOf } from '../../src/domain/bucket.ts';
import type { NodeName, ShardName } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { getRelease, putRelease } from '../../src/store/release.ts';
import { sampleTenant } from '../plan/sample.ts';
import { movePointer } from '../store/by-hand.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.end());

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002');

/** A table of shards; what is not named is in `main`. */
const shards = (of: Record<string, string>): Stack => ({
  ...world.stack,
  shards: Array.from({ length: 256 }, (_, bucket) => {
    const tenant = Object.keys(of).find((id) => bucketOf(id as never) === bucket);
    return (tenant === undefined ? 'main' : of[tenant]) as ShardName;
  }),
});

/** Watches from now on, at each switch of each node, whose reports it would take: those in a shard whose map the mail settings name. */
function watchReports(): Set<string> {
  const missed = new Set<string>();
  for (const agent of world.agents) {
    agent.onTaken = () => {
      const named = agent.live.get('cluster')?.get('postfix/main.cf')?.split(' ') ?? [];
      const maps = named.map((shard) => agent.live.get(`shard-${shard}`));
      if (maps.includes(undefined)) missed.add('calls are kept out: a shard is not here');
      for (const tenant of ['yamada', 'sato'])
        if (!maps.some((items) => items?.has(`tenant ${tenant}`))) missed.add(tenant);
    };
  }
  return missed;
}

it.each<[string, Record<string, string>, Record<string, string>]>([
  ['to a new shard', {}, { sato: 'east' }],
  ['to a new shard that sorts last', {}, { sato: 'zenith' }],
  ['from a shard that is dissolved', { sato: 'east' }, {}],
  ['from one to the other, both stay', { sato: 'west' }, { yamada: 'west' }],
  ['from a dissolved shard to a new one', { sato: 'east', yamada: 'east' }, { sato: 'west', yamada: 'west' }],
])('no report is refused while tenants move %s', async (name, before, after) => {
  const stays = name.includes('both stay') ? { ...after, sato: 'west' } : after;
  await world.apply([yamada, sato], { stack: shards(before) });
  const missed = watchReports();
  await world.apply([yamada, sato], { stack: shards(stays) });
  expect([...missed]).toEqual([]);
  const last = await world.apply([yamada, sato], { stack: shards(stays) });
  expect(last.tally).toMatchObject({ create: 0, update: 0, mend: 0, delete: 0 });
});

it('no report is refused where a move was interrupted anywhere and is taken back', {
  timeout: 60_000,
}, async () => {
  const table = [shards({ sato: 'east' }), world.stack];
  await world.apply([yamada, sato]);
  const missed = watchReports();
  for (let turn = 0; turn < 8; turn++) {
    let left = turn;
    for (const agent of world.agents) agent.failing = () => (left-- > 0 ? undefined : 'interrupted here');
    await world
      .apply([yamada, sato], { stack: table[0] as Stack })
      .catch((error) => expect(error).toMatchObject({ code: 'node-failed' }));
    for (const agent of world.agents) agent.failing = () => undefined;
    const remembered = await readFile(world.home.state);
    await world.apply([yamada, sato], { stack: world.stack });
    await writeFile(world.home.state, remembered);
    await world.apply([yamada, sato], { stack: world.stack });
    expect([...missed]).toEqual([]);
    expect(await desiredParts(world.blobs, 'node1' as NodeName)).toEqual([
      'cluster',
      'numbers',
      'shard-main',
    ]);
  }
});

it('a leftover that clashes with what a tenant is to be goes first', async () => {
  await world.apply([yamada, sato]);
  const main = await readPointer(world.blobs, 'node1' as NodeName, 'shard-main');
  if (!main) throw new Error('no pointer');
  const body = await getRelease(world.blobs, main.release, world.publicKey);
  const old = await putRelease(world.blobs, { ...body, part: 'shard-old' }, world.signer);
  await movePointer(world.blobs, 'node1' as NodeName, 'shard-old', old);
  await expect.poll(() => world.agents[0]?.live.has('shard-old')).toBe(true);
  const from = world.agents[0]?.taken.length;
  await world.apply([yamada, { ...sato, company: { ...sato.company, name: '別名' } }]);
  const parts = world.agents[0]?.taken.slice(from).map((taken) => taken.split(' ')[0]);
  expect(parts?.filter((part) => part?.startsWith('shard'))).toEqual(['shard-old', 'shard-main']);
});

it('a tenant that moves and changes is refused before any node is touched', async () => {
  await world.apply([yamada, sato]);
  const missed = watchReports();
  const other = { ...sato, company: { ...sato.company, name: '別名' } };
  const taken = world.agents.map((agent) => agent.taken.length);
  await expect(world.apply([yamada, other], { stack: shards({ sato: 'east' }) })).rejects.toMatchObject({
    code: 'tenant-moved-and-changed',
  });
  expect(world.agents.map((agent) => agent.taken.length)).toEqual(taken);
  await world.apply([yamada, other]);
  await world.apply([yamada, other], { stack: shards({ sato: 'east' }) });
  expect([...missed]).toEqual([]);
});

it('a new node beside a new shard proves both', async () => {
  const one = (stack: Stack): Stack => ({ ...stack, nodes: stack.nodes.slice(0, 1) });
  await world.apply([yamada, sato], { stack: one(world.stack) });
  const { notices } = await world.apply([yamada, sato], { stack: shards({ sato: 'east' }) });
  expect(notices.silentNodes).toEqual([]);
  for (const agent of world.agents) expect(agent.live.get('shard-east')?.has('tenant sato')).toBe(true);
});
