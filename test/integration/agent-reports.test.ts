import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import nodemailer from 'nodemailer';
import pLimit from 'p-limit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { roomMarker, withMarker } from '../../src/chatwork/marker.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Report, Tenant } from '../../src/model/tenant.ts';
import type { Faults } from '../../src/sandbox/services/chatwork/faults.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import type { AlarmCode } from '../../src/store/alarms.ts';
import { fields, flush, LIVE, queueOf } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { type Relay, startRelay } from '../node/relay.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';
import { seeded } from '../seeded.ts';

const NET = '127.0.35';
const ADDRESS = `${NET}.11`;
const DOMAIN = 'report.denwaban.example';
/** How many reports at once: three minutes of two cores. */
const REPORTS = Number(process.env.DENWABAN_TEST_REPORTS ?? 1_000);
const TENANTS = 50;
const TOKEN = SECRETS['chatwork-token#1'];
/** The same for each run: what goes wrong is told by it. */
const SEED = 20_270_301;

let node: RealNode;
let stack: Stack;
let sakura: Tenant;
let yamada: Tenant;
let relay: Relay;
let chatwork: FastifyInstance;
let faults: Faults;

beforeAll(async () => {
  const of = await sample(NET);
  ({ stack } = of);
  const tenant = (id: string) => of.tenants.find((t) => t.id === id) as Tenant;
  [sakura, yamada] = [tenant('sakura-realty'), tenant('yamada-shoji')];
  node = await RealNode.start(ADDRESS, SECRETS, '13000-13199', {
    env: { DENWABAN_LATE_ROOM_SECONDS: '1', DENWABAN_LATE_MAIL_SECONDS: '1000' },
  });
  const at = Date.parse('2027-03-01T10:00:00+09:00');
  await writeFile(join(node.folder, 'clock'), String(Math.round((at - Date.now()) / 1000)));
}, 120_000);
afterAll(() => node.stop());

beforeEach(async () => {
  faults = { random: seeded(SEED), limited: 0, failed: 0, lost: 0 };
  // Limits of the same ratio, and 1,000 reports in minutes instead of an hour.
  chatwork = await chatworkStandIn({ token: TOKEN, account: 1, shortened: 20, faults });
  await chatwork.listen({ host: `${NET}.20`, port: 8080 });
  relay = await startRelay({ host: `${NET}.21`, port: 2525, password: '', open: true });
}, 60_000);
afterEach(async () => {
  await Promise.all([chatwork.close(), relay.close()]);
  await node.exec('postsuper', '-c', `${LIVE}/postfix`, '-d', 'ALL');
});

async function apply(tenants: readonly Tenant[]): Promise<void> {
  for (const part of parts(tenants, stack)) {
    expect((await node.apply(part)).parts[part.name]).toMatchObject({ state: 'converged' });
  }
}

const named = (like: Tenant, id: string, report: Report = like.report): Tenant => ({
  ...like,
  id: id as TenantId,
  numbers: [],
  report,
});
const roomOf = (id: string): Report => ({
  channel: 'chatwork',
  room: `${id} 受電報告`,
  members: [{ accountId: 1001, role: 'admin' }],
  invite: false,
});

async function makeRoom(id: string): Promise<void> {
  const client = chatworkClient({ api: stack.chatwork.api, token: async () => TOKEN });
  const description = withMarker('', roomMarker(SECRETS['room-marker#1'], id as TenantId));
  await client.createRoom({
    name: `${id} 受電報告`,
    description,
    members: [{ accountId: 1, role: 'admin' }],
  });
}

/** What stands in each room, by the tenant's id. */
async function rooms(): Promise<Map<string, string[]>> {
  const found = (await (await fetch(`http://${NET}.20:8080/_sandbox/rooms`)).json()) as {
    room: string;
    messages: { body: string }[];
  }[];
  return new Map(
    found.map(({ room, messages }) => [room.split(' ')[0] ?? '', messages.map(({ body }) => body)]),
  );
}

const transport = () =>
  nodemailer.createTransport({
    host: ADDRESS,
    port: 2525,
    ignoreTLS: true,
    localAddress: `${NET}.1`,
    pool: true,
  });

async function send(to: string, text: string, from = 'op1@office.example'): Promise<void> {
  const client = transport();
  await client.sendMail({ from, to: `${to}@${DOMAIN}`, subject: '受電報告', text });
  client.close();
}

async function until(holds: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds()); await sleep(500)) {
    if (Date.now() > end)
      throw new Error(`still ${JSON.stringify(await queueOf(node))}; ${await node.logs()}`);
  }
}

const mark = (i: number) => `件番${String(i).padStart(4, '0')}`;

test(`${REPORTS} reports at once arrive, each exactly once, whatever Chatwork answers and although the gateway is killed twice`, async () => {
  const ids = (like: string) => Array.from({ length: TENANTS }, (_, i) => `${like}-${i + 1}`);
  await apply([
    ...ids('room').map((id) => named(sakura, id, roomOf(id))),
    ...ids('mail').map((id) => named(yamada, id, { channel: 'mail' })),
  ]);
  for (const id of ids('room')) await makeRoom(id);
  const happened = { limited: 0, failed: 0, lost: 0 };
  const note = (what: keyof typeof happened) => {
    happened[what] += 1;
  };
  Object.assign(faults, { limited: 0.02, failed: 0.04, lost: 0.05, happened: note });

  const started = Date.now();
  const client = transport();
  const atOnce = pLimit(10);
  const tenantOf = (i: number) => `${i % 2 === 0 ? 'room' : 'mail'}-${((i >> 1) % TENANTS) + 1}`;
  await Promise.all(
    Array.from({ length: REPORTS }, (_, i) =>
      atOnce(() =>
        client.sendMail({
          from: 'op1@office.example',
          to: `${tenantOf(i)}@${DOMAIN}`,
          subject: '受電報告',
          text: `${mark(i)} 折り返しをお願いします。`,
        }),
      ),
    ),
  );
  client.close();
  const taken = Date.now();

  const arrived = async () => [...(await rooms()).values()].flat().length;
  const half = REPORTS / 2;
  const kill = () =>
    node.exec('pkill', '-KILL', '-f', 'node.mjs deliver').then(
      () => true,
      () => false,
    );
  await until(async () => (await arrived()) >= half * 0.2, 240);
  // Whatever it is doing: looking, posting, or waiting for an answer.
  await until(kill);
  await until(async () => (await arrived()) >= half * 0.5, 240);
  await until(kill);
  await node.kill('postfix');
  // What waits after a failure is tried again at once; in service that is a minute or more.
  await until(async () => {
    if ((await queueOf(node)).length === 0) return true;
    await flush(node);
    await sleep(4_000);
    return false;
  }, 800);

  const wanted = (like: string) =>
    Array.from({ length: REPORTS }, (_, i) => `${tenantOf(i)} ${mark(i)}`)
      .filter((one) => one.startsWith(like))
      .sort();
  const inRooms = [...(await rooms())].flatMap(([id, bodies]) =>
    bodies.map((body) => `${id} ${/件番\d{4}/.exec(body)?.[0]}`),
  );
  expect(inRooms.sort()).toEqual(wanted('room'));
  expect(relay.mails.length).toBe(half);
  const inMails = relay.mails.map(({ raw }) =>
    mark(Number(/件番(\d{4})/.exec(Buffer.from(raw.split(/\r?\n\r?\n/)[1] ?? '', 'base64').toString())?.[1])),
  );
  expect(inMails.sort()).toEqual(
    wanted('mail')
      .map((one) => one.split(' ')[1])
      .sort(),
  );
  // Without any of these it has shown nothing.
  for (const times of Object.values(happened)) expect(times).toBeGreaterThan(0);
  console.log(
    `${REPORTS} reports: taken in ${Math.round((taken - started) / 1000)} s, all there after ${Math.round((Date.now() - started) / 1000)} s; ${JSON.stringify(happened)}`,
  );
}, 1_200_000);

test('a report to two people of one room is posted once', async () => {
  await apply([named(sakura, 'sakura-realty', roomOf('sakura-realty')), yamada]);
  await makeRoom('sakura-realty');
  const [one, other] = sakura.roster.map(({ id }) => `sakura-realty+${id}@${DOMAIN}`);
  const client = transport();
  await client.sendMail({
    from: 'op1@office.example',
    to: `${one}, ${other}`,
    subject: '報告',
    text: '一度だけ',
  });
  client.close();
  await until(async () => ((await rooms()).get('sakura-realty')?.length ?? 0) > 0);
  await until(async () => (await queueOf(node)).length === 0);
  expect((await rooms()).get('sakura-realty')).toEqual([expect.stringContaining('一度だけ')]);
}, 120_000);

describe('a tenant that changes channel', () => {
  const chatworkTenant = () => named(sakura, 'sakura-realty', roomOf('sakura-realty'));
  const mailTenant = () => {
    const [first, ...others] = sakura.roster;
    if (!first) throw new Error('nobody in the roster');
    const roster = [{ ...first, email: 'boss@sakura.example' }, ...others];
    return { ...named(sakura, 'sakura-realty', { channel: 'mail' }), roster };
  };

  test('to mail: what waited for its room goes by mail, as it came', async () => {
    await apply([chatworkTenant(), yamada]);
    // There is no room yet: the report waits.
    await send('sakura-realty', '部屋を待つ報告', '受付 <op2@office.example>');
    await until(async () => (await queueOf(node))[0]?.queue_name === 'deferred');
    await apply([mailTenant(), yamada]);
    await flush(node);
    await until(() => relay.mails.length > 0);
    await until(async () => (await queueOf(node)).length === 0);
    expect(relay.mails).toHaveLength(1);
    const [got] = relay.mails;
    expect(got).toMatchObject({ to: ['boss@sakura.example'], from: 'op2@office.example' });
    const header = fields(got?.raw ?? '');
    expect(header.get('from')).toEqual([expect.stringContaining('<op2@office.example>')]);
    expect(header.get('to')).toEqual(['undisclosed-recipients:;']);
    expect(header.get('return-path')).toBeUndefined();
  }, 120_000);

  test('to Chatwork: what waited for its mailbox goes by mail, and the next one to the room', async () => {
    await apply([mailTenant(), yamada]);
    await relay.close();
    await send('sakura-realty', '前の報告');
    await until(async () => (await queueOf(node))[0]?.queue_name === 'deferred');
    await apply([chatworkTenant(), yamada]);
    await makeRoom('sakura-realty');
    await send('sakura-realty', '次の報告');
    await until(async () => ((await rooms()).get('sakura-realty')?.length ?? 0) > 0);
    relay = await startRelay({ host: `${NET}.21`, port: 2525, password: '', open: true });
    await flush(node);
    await until(() => relay.mails.length > 0);
    await until(async () => (await queueOf(node)).length === 0);
    expect(relay.mails.map(({ to }) => to)).toEqual([['boss@sakura.example']]);
    expect((await rooms()).get('sakura-realty')).toEqual([expect.stringContaining('次の報告')]);
  }, 120_000);
});

describe('what does not arrive', () => {
  const alarmed = (code: AlarmCode, count: number) =>
    node.until(({ alarms = {} }) => (alarms[code] ?? 0) === count);
  /** The log comes a moment after the status. */
  const logged = (line: RegExp) => until(async () => line.test(await node.logs(300)));

  test('is counted in the status and named in the log while a room is late, and forgotten once it is there', async () => {
    await apply([named(sakura, 'sakura-realty', roomOf('sakura-realty')), yamada]);
    await send('sakura-realty', '部屋を待つ報告');
    await alarmed('report-late', 1);
    await logged(/denwaban-alarm report-late: 1 /);
    await makeRoom('sakura-realty');
    await flush(node);
    await alarmed('report-late', 0);
  }, 120_000);

  test('is counted where a customer’s server refuses it, and the operator gets it back', async () => {
    await apply([yamada]);
    await relay.close();
    relay = await startRelay({
      host: `${NET}.21`,
      port: 2525,
      password: '',
      open: true,
      refuseTo: /@yamada\./,
    });
    await send('yamada-shoji', '宛先のない報告');
    await alarmed('report-returned', 1);
    await until(() => relay.mails.length > 0);
    expect(relay.mails).toMatchObject([{ to: ['op1@office.example'], from: '' }]);
    await logged(/denwaban-alarm report-returned: a report has come back/);
    await logged(/denwaban-alarm report-returned: 1 /);
    const logs = await node.logs(300);
    for (const line of logs.split('\n').filter((l) => l.includes('agent: denwaban-alarm')))
      expect(line).not.toContain('@');
    expect(await queueOf(node)).toEqual([]);
  }, 120_000);
});
