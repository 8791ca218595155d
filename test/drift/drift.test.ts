import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readState } from '../../src/apply/engines/state.ts';
import { machinesOf } from '../../src/apply/nodes/machines.ts';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { driftText } from '../../src/commands/format/drift.ts';
import type { NodeName } from '../../src/domain/ids.ts';
import { same } from '../../src/domain/language.ts';
import { findDrift } from '../../src/drift/drift.ts';
import { driftExitCode } from '../../src/drift/report.ts';
import { emptyBody } from '../../src/plan/release-body.ts';
import type { Resource } from '../../src/plan/resource.ts';
import { fingerprintKey } from '../../src/store/fingerprint.ts';
import { readPointer } from '../../src/store/pointer.ts';
import { keySigner, putRelease } from '../../src/store/release.ts';
import type { TestAgent } from '../apply/agent.ts';
import { MARKER_SECRET, makeWorld, TOKEN, type World } from '../apply/world.ts';
import { chatworkReport, sampleTenant } from '../plan/sample.ts';
import { movePointer, removePointer } from '../store/by-hand.ts';

let world: World;
let node1: TestAgent;
beforeEach(async () => {
  world = await makeWorld();
  [node1] = world.agents as [TestAgent];
  await world.apply([
    sampleTenant('yamada', '0350000001'),
    sampleTenant('sato', '0350000002', chatworkReport('佐藤様')),
  ]);
});
afterEach(() => world.end());

async function drift(options: { client?: World['client'] } = {}) {
  const state = await readState(world.home.state, 'test');
  return await findDrift({
    stack: 'test',
    machines: machinesOf(world.stack),
    blobs: world.blobs,
    patience: world.patience,
    publicKey: world.publicKey,
    state,
    desired: [...state.resources.values()] as unknown as Resource[],
    client: options.client ?? world.client,
    fingerprintKey: await fingerprintKey(world.blobs),
    markerSecret: async () => MARKER_SECRET,
    now: 0,
  });
}

const items = async () =>
  (await drift()).differences.map((d) => `${d.node ?? ''} ${d.place} ${d.kind} ${d.item}`);
const node = 'node1' as NodeName;

describe('drift', () => {
  it('is none where nothing was changed, for two who look at once', async () => {
    const both = await Promise.all([drift(), drift()]);
    for (const report of both)
      expect(report).toMatchObject({ differences: [], failures: [], notApplied: [] });
  });

  it('is not what waits for a person on a node, but says so', async () => {
    node1.alarms = { 'fax-undelivered': 2, 'report-late': 1, 'of-a-newer-node': 3 };
    const report = await drift();
    expect(report.differences).toEqual([]);
    expect(report.notices.map(({ en }) => en)).toEqual([
      'node1: alarm fax-undelivered: 2 (faxes wait for longer than is usual), see docs/runbook.md',
      'node1: alarm of-a-newer-node: 3, see docs/runbook.md',
      'node1: alarm report-late: 1 (reports wait for longer than is usual), see docs/runbook.md',
    ]);
    expect(driftExitCode(report)).toBe(0);
  });

  it('writes nothing but the question', async () => {
    const before = await world.blobs.list('');
    await drift();
    expect((await world.blobs.list('')).filter((key) => !before.includes(key))).toEqual([
      'nodes/node1/ask',
      'nodes/node2/ask',
    ]);
  });

  it('is a pointer that was moved or taken away in the store', async () => {
    const other = await readPointer(world.blobs, node, 'numbers');
    if (!other) throw new Error('no pointer');
    await movePointer(world.blobs, node, 'cluster', other.release, 'a roll-back');
    await removePointer(world.blobs, node, 'shard-main');
    expect(await items()).toEqual(
      expect.arrayContaining([
        'node1 release changed pointer of part cluster',
        'node1 release missing pointer of part shard-main',
      ]),
    );
  });

  it('is what nobody owns: a part beside the applied ones, a node that has left the stack', async () => {
    const old = await putRelease(world.blobs, emptyBody('shard-old'), world.signer);
    await movePointer(world.blobs, node, 'shard-old', old, 'by hand');
    await movePointer(world.blobs, 'gone' as NodeName, 'shard-main', old);
    expect((await drift()).differences).toEqual([
      { node: 'gone', place: 'release', kind: 'unowned', item: 'pointer of part shard-main', found: old },
      {
        node,
        place: 'release',
        kind: 'unowned',
        item: 'pointer of part shard-old',
        found: `${old} (by hand)`,
      },
    ]);
  });

  it('is not what another stack points its nodes at in the same store', async () => {
    const foreign = keySigner(generateKeyPairSync('ed25519').privateKey);
    const theirs = await putRelease(world.blobs, emptyBody('shard-theirs'), foreign);
    await movePointer(world.blobs, 'theirs' as NodeName, 'shard-theirs', theirs);
    expect(await items()).toEqual([]);
  });

  it('is a node that cannot get to what it is pointed at, with its reason', async () => {
    node1.failing = () => 'a bad line';
    const pointer = await readPointer(world.blobs, node, 'cluster');
    if (!pointer) throw new Error('no pointer');
    await movePointer(world.blobs, node, 'cluster', pointer.release);
    expect(await items()).toContain('node1 release changed release of part cluster: a bad line');
  });

  it('is a failure where the node itself could not look, and where Chatwork is not there', async () => {
    node1.lookProblem = 'no connection to Asterisk';
    const away = chatworkClient({ api: 'http://127.0.0.1:1/v2', token: async () => 'x' });
    const { failures } = await drift({ client: away });
    expect(failures).toEqual([
      { where: 'node1', problem: same('no connection to Asterisk') },
      {
        where: 'chatwork',
        problem: expect.objectContaining({ en: expect.stringContaining('no answer from') }),
      },
    ]);
  }, 30_000);

  it('is told in part where there is very much of it, with how much more there is', async () => {
    const shard = node1.live.get('shard-main');
    if (!shard) throw new Error('no shard');
    for (let i = 0; i < 5_000; i++) shard.set(`stray ${i}`, 'x');
    const report = await drift();
    expect(report.differences).toHaveLength(2_000);
    expect(report.notices.map(({ en }) => en)).toContain(
      'node1 found 3000 differences more than are listed here',
    );
    expect(driftExitCode(report)).toBe(2);
    expect(driftText(report, 'en')).toContain('note: node1 found 3000 differences more');
  });

  it('is a person who is no longer in the room', async () => {
    const [room] = (await world.client.rooms()).filter((r) => r.type === 'group');
    const id = room?.room_id ?? 0;
    await world.client.setMembers(id, () => [{ accountId: 1, role: 'admin' }]);
    expect(await items()).toEqual([` room missing room ${id} account 1001`]);
    const state = await readState(world.home.state, 'test');
    for (const applied of state.resources.values())
      if (applied.type === 'ChatworkRoom') applied.outputs.roomId = 999;
  });

  it('is an invitation link that lets anybody in', async () => {
    const [room] = (await world.client.rooms()).filter((r) => r.type === 'group');
    await fetch(`${world.api}/v2/rooms/${room?.room_id}/link`, {
      method: 'PUT',
      headers: { 'x-chatworktoken': TOKEN },
      body: new URLSearchParams({ need_acceptance: '0' }),
    });
    expect((await drift()).differences).toMatchObject([
      { tenant: 'sato', kind: 'changed', item: `room ${room?.room_id} invitation link's approval` },
    ]);
  });

  it.each<[string, (description: string) => string, object]>([
    ['text', (d) => `by hand\n${d}`, { kind: 'changed', expected: '佐藤様 の受電報告' }],
    ['marker moved up', (d) => `${d}\nby hand`, { kind: 'changed', found: '佐藤様 の受電報告 by hand' }],
    ['marker within a line', (d) => d.replace('\n', ' '), { kind: 'changed', found: '佐藤様 の受電報告 …' }],
    [
      'marker in two lines',
      (d) => d.replace(/:(?=.{16}$)/, ':\n'),
      { found: 'another marker line, or another place' },
    ],
    ['marker gone', (d) => d.split('\n')[0] ?? '', { kind: 'missing', expected: 'its marker line' }],
    [
      'another marker',
      (d) => d.replace(/.{16}$/, '0123456789abcdef'),
      { kind: 'changed', expected: 'its marker line', found: 'another marker line, or another place' },
    ],
    ['nothing left', () => '', { kind: 'missing', expected: '佐藤様 の受電報告' }],
  ])("is a room's description (%s), shown without any marker", async (_, change, difference) => {
    const [room] = (await world.client.rooms()).filter((r) => r.type === 'group');
    const id = room?.room_id ?? 0;
    await world.client.updateRoom(id, { description: change((await world.client.room(id)).description) });
    const { differences } = await drift();
    expect(differences).toMatchObject([{ item: `room ${id} description`, ...difference }]);
    expect(JSON.stringify(differences)).not.toMatch(/denwaban:|[0-9a-f]{16}/);
  });
});
