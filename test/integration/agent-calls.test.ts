import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { NodeName, TenantId } from '../../src/domain/ids.ts';
import { type NodeCalls, otherNodesCalls, writeNodeCalls } from '../../src/store/calls.ts';
import { fields } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { type Relay, startRelay } from '../node/relay.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';
import { Desk } from './conversation/desk.ts';
import { Line } from './conversation/line.ts';

const NET = '127.0.35';
const ADDRESS = `${NET}.11`;
const DOMAIN = 'report.denwaban.example';
const TENANT = 'minato-dental';
const NUMBER = '0350000010';
const OTHER = 'node2' as NodeName;
const ELSEWHERE = '0b0c7c1e-0000-4000-8000-000000000001';
/** What is counted is looked at each 15 s, and a report reaches a call of another node by two looks. */
const LOOKS = { timeout: 50_000, interval: 500 };

let node: RealNode;
let relay: Relay;
let offset: number;
const line = new Line(`${NET}.100`);
const desk = new Desk('op1', `${NET}.51`);

async function moveClock(seconds: number): Promise<void> {
  offset += seconds;
  await writeFile(join(node.folder, 'clock'), String(offset));
}

beforeAll(async () => {
  const { stack, tenants } = await sample(NET);
  // As in AWS, where the log goes to CloudWatch.
  node = await RealNode.start(ADDRESS, SECRETS, '13000-13199', {
    env: { DENWABAN_METRICS_NAMESPACE: 'Denwaban/test' },
  });
  offset = 0;
  await moveClock(Math.round((Date.parse('2027-03-01T10:00:00+09:00') - Date.now()) / 1000));
  relay = await startRelay({ host: `${NET}.21`, port: 2525, password: '', open: true });
  for (const part of parts(tenants, stack)) {
    expect((await node.apply(part)).parts[part.name]).toMatchObject({ state: 'converged' });
  }
  await Promise.all([line.open(), desk.open()]);
  await desk.register(ADDRESS, 'op1', SECRETS['operator-op1#1']);
}, 180_000);
afterAll(async () => {
  line.close();
  desk.close();
  await Promise.all([node.stop(), relay.close()]);
});
beforeEach(() => writeNodeCalls(node.blobs, OTHER, { open: {}, reported: {}, forwarded: {} }));

async function report(
  text = '折り返しをお願いします。',
  headers: Record<string, string> = {},
): Promise<void> {
  const client = nodemailer.createTransport({
    host: ADDRESS,
    port: 2525,
    ignoreTLS: true,
    localAddress: `${NET}.1`,
  });
  const to = `${TENANT}@${DOMAIN}`;
  await client.sendMail({ from: 'op1@office.example', to, subject: '受電報告', text, headers });
  client.close();
}

/** A call that the operator answers. @returns its id */
async function answeredCall(): Promise<string> {
  const before = new Set(Object.keys(await openCalls()));
  const call = await line.place(ADDRESS, NUMBER, '0311111111');
  expect(await call.final).toBe(200);
  await call.hangUp();
  return await vi.waitFor(async () => {
    const [id] = Object.keys(await openCalls()).filter((one) => !before.has(one));
    expect(id).toBeDefined();
    return id ?? '';
  }, LOOKS);
}

const toldByNode = async (): Promise<NodeCalls> =>
  (await otherNodesCalls(node.blobs, OTHER))[0] ?? { open: {}, reported: {}, forwarded: {} };
const openCalls = async () => (await toldByNode()).open;

test('an answered call waits until its tenant gets a report', async () => {
  const id = await answeredCall();
  expect(await openCalls()).toEqual({ [id]: { tenant: TENANT, answered: expect.any(Number) } });
  // What tells of a fax is no report of a call.
  await report('FAXを受信しました。', { 'X-Denwaban-Fax': ELSEWHERE });
  const book = async () => JSON.parse(await node.exec('cat', '/var/lib/denwaban/calls.json'));
  expect((await book()).counts).toEqual({ [`${TENANT} answered`]: 1 });
  const metrics = await (await fetch(`http://${ADDRESS}:9464/metrics`)).text();
  expect(metrics).toContain(`denwaban_calls_total{tenant="${TENANT}",outcome="answered"} 1`);
  expect(metrics).toContain('denwaban_calls_awaiting_report 1');
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  expect(Object.keys(await openCalls())).toEqual([id]);
  await report();
  await vi.waitFor(async () => expect(await openCalls()).toEqual({}), LOOKS);
  // CloudWatch makes metrics of a line that is JSON and nothing else.
  const lines = (await node.logs(1_000)).split('\n').filter((one) => one.includes('CloudWatchMetrics'));
  const told = { Tenant: TENANT, Node: node.name };
  expect(lines.map((one) => JSON.parse(one))).toMatchObject([
    { ...told, Outcome: 'answered', Calls: 1, _aws: { CloudWatchMetrics: [{ Namespace: 'Denwaban/test' }] } },
    { ...told, Channel: 'mail', ReportDelay: expect.any(Number) },
  ]);
  expect(lines.join()).not.toMatch(/0311111111|0350000010/);
}, 180_000);

test('half an hour after the call it is an alarm that names tenant and call, also for an agent that was started anew', async () => {
  const id = await answeredCall();
  await node.kill('agent');
  await moveClock(31 * 60);
  const { alarms } = await node.until((s) => s.alarms?.['report-missing'] !== undefined);
  expect(alarms).toEqual({ 'report-missing': [`${TENANT}, call ${id}`] });
  await vi.waitFor(
    async () =>
      expect(await node.logs(300)).toContain(
        `denwaban-alarm report-missing: 1 (answered calls without a report): ${TENANT}, call ${id}`,
      ),
    LOOKS,
  );
  expect(await node.logs(300)).not.toContain('0311111111');
  await report(`遅くなりました。\nX-Denwaban-Call: ${id}\n`);
  await node.until((s) => s.alarms === undefined);
}, 180_000);

test('a report clears a call that another node has, and the customer does not see its id', async () => {
  const tenant = TENANT as TenantId;
  await writeNodeCalls(node.blobs, OTHER, {
    open: { [ELSEWHERE]: { tenant, answered: 1 } },
    reported: {},
    forwarded: {},
  });
  relay.mails.length = 0;
  await report('折り返し不要です。', { 'X-Denwaban-Call': ELSEWHERE });
  await vi.waitFor(
    async () => expect((await toldByNode()).reported).toEqual({ [ELSEWHERE]: expect.any(Number) }),
    LOOKS,
  );
  await vi.waitFor(() => expect(relay.mails).toHaveLength(1), LOOKS);
  expect(fields(relay.mails[0]?.raw ?? '').has('x-denwaban-call')).toBe(false);
}, 120_000);

test('a call of this node is cleared by a report to another one', async () => {
  const id = await answeredCall();
  await writeNodeCalls(node.blobs, OTHER, { open: {}, reported: { [id]: 1 }, forwarded: {} });
  await vi.waitFor(async () => expect(await openCalls()).toEqual({}), LOOKS);
}, 120_000);
