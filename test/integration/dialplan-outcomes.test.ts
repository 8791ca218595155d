import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { NationalNumber } from '../../src/domain/lent-number.ts';
import type { Stack } from '../../src/model/stack.ts';
import { render } from '../../src/render/render.ts';
import { day, number, tenant } from '../render/sample.ts';
import { Desk } from './conversation/desk.ts';
import { Line } from './conversation/line.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { Caller } from './dialplan/sip.ts';
import { ALL_DAY, CARRIER, NODE, ONE_OPERATOR } from './dialplan/stack.ts';

const CALLER = '09012345678';

const stack: Stack = {
  ...ONE_OPERATOR,
  trunks: [{ name: 'carrier', addresses: [CARRIER, '127.0.22.101'] }],
  ringSeconds: 3,
  waitSeconds: 0,
};
const hours = ALL_DAY;
const starts = day('2026-12-01');
const tenants = [
  tenant('yamada', {
    numbers: [
      number('0350000001', {
        usage: 'forwarding',
        forwardedFrom: { number: '0661234567' as NationalNumber, line: 'ntt-fixed' },
      }),
    ],
    hours,
  }),
  tenant('office', { numbers: [number('0350000003')] }),
  tenant('stopped', {
    contract: { starts, suspended: { since: day('2027-02-15'), reason: 'police-request' } },
    numbers: [number('0350000004')],
    hours,
  }),
  tenant('ended-kk', { numbers: [number('0350000005', { ends: day('2026-12-31') })], hours }),
  tenant('facsimile', { numbers: [number('0350000006', { kind: 'fax' })], hours }),
  tenant('later-kk', { numbers: [number('0350000007', { starts: day('2027-06-01') })], hours }),
];

let node: BareNode;
const line = new Line(CARRIER);
const carrier = new Caller('127.0.22.101');
const desk = new Desk('op1', '127.0.22.51');

beforeAll(async () => {
  node = await startBareNode(render(tenants, stack), NODE);
  await Promise.all([line, carrier, desk].map((end) => end.open()));
  await desk.register(NODE, 'op1', PASSWORD);
  await node.set('DW_READY', '1');
  // A Sunday, for the office.
  await node.clockTo('2027-03-07T10:00');
  await vi.waitFor(
    async () => expect((await node.ami.command('pjsip show contacts')).join('\n')).toMatch(/op1.*Avail/),
    5_000,
  );
}, 600_000);

afterAll(async () => {
  for (const end of [line, carrier, desk]) end.close();
  await node?.stop();
});

beforeEach(async () => {
  desk.answering = true;
  for (const name of await readdir(node.calls)) await rm(join(node.calls, name));
  await vi.waitFor(
    async () => expect((await node.ami.command('queue show')).join('\n')).toContain('(Not in use)'),
    { timeout: 20_000, interval: 200 },
  );
}, 30_000);

/** What is written of calls, in its order, without the call's own id and the time. */
async function written(): Promise<string[]> {
  const files = (await readdir(node.calls)).sort();
  const text = (await Promise.all(files.map((name) => readFile(join(node.calls, name), 'utf8')))).join('');
  expect(text).not.toContain(CALLER);
  return text.split('\n').flatMap((line) => {
    const [tenant, number, id = '', time = '', ...what] = line.split('|');
    if (tenant === '') return [];
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);
    return [[tenant, number, ...what].join('|')];
  });
}

const becomes = (what: string[]) =>
  vi.waitFor(async () => expect(await written()).toEqual(what), { timeout: 10_000, interval: 100 });

test.each([
  ['0661234567', 'own'],
  ['+81661234567', 'own'],
  ['0662222222', 'other'],
  [undefined, ''],
])('a call that an operator answers came by %s: %s', async (by, told) => {
  const headers = by === undefined ? [] : [`Diversion: <sip:${by}@x>;reason=unconditional`];
  const from = `<sip:${CALLER}@x>`;
  expect(await carrier.call(NODE, { number: '0350000001', from, headers })).toEqual([180, 200]);
  await becomes(['yamada|0350000001|answered', `yamada|0350000001|ended|abandoned|${told}|`]);
});

test('that a call was answered is on disk while it goes on', async () => {
  const call = await line.place(NODE, '0350000001', CALLER);
  expect(await call.final).toBe(200);
  await becomes(['yamada|0350000001|answered']);
  await call.hangUp();
  await becomes(['yamada|0350000001|answered', 'yamada|0350000001|ended|abandoned||']);
});

test('a caller hangs up while it rings', async () => {
  desk.answering = false;
  const call = await line.place(NODE, '0350000001', CALLER);
  await vi.waitFor(() => expect(call.statuses).toContain(180), 5_000);
  await call.hangUp();
  await becomes(['yamada|0350000001|ended|abandoned||']);
});

test('nobody answers', async () => {
  desk.answering = false;
  const call = await line.place(NODE, '0350000001', CALLER);
  expect(await call.final).toBe(486);
  await becomes(['yamada|0350000001|ended|busy||']);
}, 30_000);

test.each([
  ['0350000003', 480, ['office|0350000003|ended|closed||']],
  ['0350000004', 480, ['stopped|0350000004|ended|suspended||']],
  ['0350000005', 404, ['ended-kk|0350000005|ended|ended||']],
  ['0350000007', 404, []],
  ['0350000099', 404, []],
])('a call to %s is answered with %i', async (dialled, status, lines) => {
  const call = await line.place(NODE, dialled, CALLER);
  expect(await call.final).toBe(status);
  await becomes(lines);
});

test('a call that is sent to another node is refused', async () => {
  const key = (await node.ami.command('database show denwaban'))
    .map((text) => /\/denwaban\/([0-9a-f]{64})\/name/.exec(text)?.[1])
    .filter((digest) => digest !== undefined);
  for (const digest of key)
    await node.ami.action({ Action: 'DBDel', Family: `denwaban/${digest}`, Key: 'pool' });
  const call = await line.place(NODE, '0350000001', CALLER);
  expect(await call.final).toBe(503);
  await becomes(['yamada|0350000001|ended|refused||']);
  const fax = await line.place(NODE, '0350000006', CALLER);
  expect(await fax.final).toBe(503);
  await becomes(['yamada|0350000001|ended|refused||', 'facsimile|0350000006|ended|refused||']);
});
