import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplyOutcome } from '../../src/apply/apply.ts';
import type { Tally } from '../../src/apply/engines/engine.ts';
import { readApplied } from '../../src/apply/engines/open.ts';
import { bucketOf } from '../../src/domain/bucket.ts';
import type { NodeName, ShardName } from '../../src/domain/ids.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import type { TestAgent } from '../apply/agent.ts';
import { MARKER_SECRET, makeWorld, TOKEN, type World } from '../apply/world.ts';
import { makeBucket, startMoto } from '../aws/moto.ts';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002', chatworkReport('佐藤様 受電報告'));
const suzuki = sampleTenant('suzuki', '0350000003');

const renamed = (tenant: Tenant): Tenant => ({ ...tenant, company: { ...tenant.company, name: '別名' } });
const second = (stack: Stack): Stack => ({
  ...stack,
  shards: stack.shards.map((shard, bucket) =>
    bucket === bucketOf(sato.id) ? ('second' as ShardName) : shard,
  ),
});

/** What an apply came to: its counts, or the code of its failure. */
type Result = Tally | { code: string };

/** Each begins where the one before it ended, on the same world. */
const SCENARIOS: readonly [
  string,
  (world: World, agents: TestAgent[]) => Promise<Result>,
  /** What has become of each tenant, as the apply tells it. */
  Record<string, string>,
][] = [
  ['create', (world) => result(world.apply([yamada, sato])), { sato: 'created', yamada: 'created' }],
  ['no change', (world) => result(world.apply([yamada, sato])), {}],
  ['one tenant changes', (world) => result(world.apply([renamed(yamada), sato])), { yamada: 'changed' }],
  [
    'a hand on a node',
    async (world, [, node2]) => {
      node2?.live.get('shard-main')?.set('tenant yamada', 'by hand');
      if (node2) node2.settlesWhole = true;
      return await result(world.apply([renamed(yamada), sato]));
    },
    { yamada: 'mended' },
  ],
  [
    'a hand in a room',
    async (world) => {
      const room = (await world.client.rooms()).find(({ type }) => type === 'group');
      await world.client.updateRoom(room?.room_id ?? 0, { name: '改名' });
      return await result(world.apply([renamed(yamada), sato]));
    },
    { sato: 'mended' },
  ],
  [
    'a number moves to another tenant',
    (world) =>
      result(
        world.apply([{ ...yamada, numbers: suzuki.numbers }, sato, { ...suzuki, numbers: yamada.numbers }]),
      ),
    { suzuki: 'created', yamada: 'changed' },
  ],
  [
    'one node fails',
    async (world, [node1]) => {
      if (node1) node1.failing = (part) => (part === 'shard-main' ? 'no' : undefined);
      const failed = await result(world.apply([yamada, sato, renamed(suzuki)]));
      expect(failed).toEqual({ code: 'node-failed' });
      if (node1) node1.failing = () => undefined;
      return failed;
    },
    { suzuki: 'failed node-failed', yamada: 'failed node-failed' },
  ],
  [
    'Chatwork is away, and a tenant changes',
    async (world) => {
      chatworkAway(world);
      const failed = await result(world.apply([renamed(yamada), sato, suzuki]));
      delete world.hooks.onChatwork;
      expect(failed).toMatchObject({ code: expect.stringContaining('chatwork') });
      expect(world.agents[0]?.live.get('shard-main')?.get('tenant yamada')).toContain('別名');
      return failed;
    },
    { sato: 'failed chatwork-refused', suzuki: 'changed', yamada: 'changed' },
  ],
  [
    'the next apply goes on',
    (world) => result(world.apply([yamada, sato, renamed(suzuki)])),
    { suzuki: 'changed', yamada: 'changed' },
  ],
  [
    'a tenant moves to another shard',
    (world) => result(world.apply([yamada, sato, renamed(suzuki)], { stack: second(world.stack) })),
    { sato: 'rendered' },
  ],
  [
    'a shard is dissolved',
    (world) => result(world.apply([yamada, sato, renamed(suzuki)])),
    { sato: 'rendered' },
  ],
  [
    'one node before all others',
    async (world, [node1, node2]) => {
      const tried = await result(
        world.apply([renamed(yamada), sato, renamed(suzuki)], { canary: 'node1' as NodeName }),
      );
      const name = (agent?: TestAgent) => agent?.live.get('shard-main')?.get('tenant yamada') ?? '';
      expect([name(node1).includes('別名'), name(node2).includes('別名')]).toEqual([true, false]);
      return tried;
    },
    {},
  ],
  [
    'and the rest after it',
    async (world, [node1]) => {
      const taken = node1?.taken.length;
      const rest = await result(world.apply([renamed(yamada), sato, renamed(suzuki)]));
      expect(node1?.taken.length).toBe(taken);
      return rest;
    },
    { yamada: 'changed' },
  ],
  ['a tenant goes', (world) => result(world.apply([renamed(yamada), sato])), { suzuki: 'deleted' }],
  ['destroy', (world) => result(world.destroy()), { sato: 'deleted', yamada: 'deleted' }],
];

/** Nobody gets an answer of Chatwork's. */
function chatworkAway(world: World): void {
  world.hooks.onChatwork = () => {
    throw Object.assign(new Error('no'), { statusCode: 400 });
  };
}

async function result(apply: Promise<ApplyOutcome>): Promise<Result> {
  try {
    return (await apply).tally;
  } catch (error) {
    if (error instanceof Problem) return { code: error.code };
    throw error;
  }
}

/** What the last apply told of each tenant. */
function tenantsOf({ outcomes }: World): Record<string, string> {
  const told = outcomes.at(-1)?.tenants ?? [];
  return Object.fromEntries(
    told.map(({ tenant, result, error }) => [
      tenant,
      error === undefined ? result : `${result} ${(error as Problem).code}`,
    ]),
  );
}

/** Everything that callers and customers meet, and what the engine remembers, without what differs by chance. */
async function liveState(world: World) {
  const nodes = await Promise.all(
    world.agents.map(async (agent) => {
      const parts = await desiredParts(world.blobs, agent.node);
      const pointers = await Promise.all(
        parts.map(async (part) => [part, (await readPointer(world.blobs, agent.node, part))?.release]),
      );
      return { pointers, live: [...agent.live].sort().map(([part, items]) => [part, [...items].sort()]) };
    }),
  );
  const rooms = (await world.client.rooms()).filter(({ type }) => type === 'group').map(({ name }) => name);
  const applied = [...(await readApplied(world.session)).resources.values()]
    .map(({ type, name, inputs }) => ({ type, name, inputs: withoutKeyed(inputs) }))
    .sort((a, b) => `${a.type}/${a.name}`.localeCompare(`${b.type}/${b.name}`));
  return { nodes, rooms: rooms.sort(), applied };
}

/** Fingerprints are made with each store's own key. */
function withoutKeyed(inputs: object): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith('fingerprint')));
}

onPulumi();

describe('both engines', () => {
  const worlds: World[] = [];
  beforeAll(async () => {
    if (!pulumiIsHere) return;
    for (const engine of ['embedded', 'pulumi'] as const) worlds.push(await makeWorld({ engine }));
    // No node is silent here, whatever else the machine does.
    for (const { session, patience } of worlds) session.patience = { ...patience, silence: 30, limit: 60 };
  });
  afterAll(() => Promise.all(worlds.map((world) => world.end())));

  it.each(SCENARIOS)(
    '%s: the same counts, and the same live state',
    { timeout: 120_000 },
    async (_, scenario, tenants) => {
      const [embedded, pulumi] = worlds as [World, World];
      const wanted = await scenario(embedded, embedded.agents);
      expect(await scenario(pulumi, pulumi.agents)).toEqual(wanted);
      expect(tenantsOf(pulumi)).toEqual(tenantsOf(embedded));
      expect(tenantsOf(embedded)).toEqual(tenants);
      expect(await liveState(pulumi)).toEqual(await liveState(embedded));
    },
  );
});

describe('a stack of Pulumi’s that fails by itself', () => {
  it('is told, though a room of another has failed as well', { timeout: 240_000 }, async () => {
    const world = await makeWorld({ engine: 'pulumi' });
    try {
      await world.apply([yamada, sato], { stack: second(world.stack) });
      chatworkAway(world);
      // Its CLI cannot take its lock.
      const root = fileURLToPath(world.session.pulumi.backend);
      const locks = join(root, '.pulumi/locks/organization/denwaban/test.main');
      await rm(locks, { recursive: true, force: true });
      await writeFile(locks, '');
      await expect(
        world.apply([renamed(yamada), sato], { stack: second(world.stack) }),
      ).rejects.toMatchObject({
        code: 'pulumi-failed',
      });
    } finally {
      await world.end();
    }
  });
});

describe('what Pulumi keeps', () => {
  it('holds no secret and nobody’s name or address', { timeout: 120_000 }, async () => {
    const world = await makeWorld({ engine: 'pulumi' });
    try {
      await world.apply([yamada, sato]);
      const kept = await filesBelow(fileURLToPath(world.session.pulumi.backend));
      // State, its copy, history.
      expect(kept.length).toBeGreaterThan(6);
      for (const file of kept) expect(plantedIn(await readFile(file, 'utf8')), file).toEqual([]);
    } finally {
      await world.end();
    }
  });

  it('lies in S3, opened by a key in KMS, where the environment is in AWS', {
    timeout: 240_000,
  }, async () => {
    const moto = await startMoto();
    const before = { ...process.env };
    Object.assign(process.env, moto.env);
    try {
      await makeBucket('pulumi-state');
      const kms = new KMSClient();
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const place = {
        backend: 's3://pulumi-state',
        secretsProvider: `awskms://${KeyMetadata?.KeyId}?region=ap-northeast-1`,
      };
      const world = await makeWorld({ engine: 'pulumi' }, place);
      try {
        expect((await world.apply([yamada, sato])).tally).toMatchObject({ create: 6 });
        expect((await world.apply([yamada, sato])).tally).toMatchObject({ none: 6 });
        expect((await world.apply([renamed(yamada), sato])).tally).toMatchObject({ update: 2, none: 4 });
        expect((await world.destroy()).tally).toMatchObject({ delete: 6 });
        expect((await readApplied(world.session)).resources.size).toBe(0);
      } finally {
        await world.end();
      }
    } finally {
      process.env = before;
      await moto.end();
    }
  });
});

function plantedIn(text: string): string[] {
  const planted = [MARKER_SECRET, TOKEN, '株式会社', 'カイシャ', '佐藤', 'taro', '@yamada'];
  return planted.filter((word) => text.includes(word));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
