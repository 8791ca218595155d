import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PoolId } from '../../src/domain/ids.ts';
import type { Pool, Stack } from '../../src/model/stack.ts';
import { render } from '../../src/render/render.ts';
import { number, tenant } from '../render/sample.ts';
import { Desk } from './conversation/desk.ts';
import { Line } from './conversation/line.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { ALL_DAY, CARRIER, NODE, ONE_OPERATOR, operator } from './dialplan/stack.ts';

const RING_SECONDS = 10;
const WAIT_SECONDS = 6;
const MOVES_AFTER = 3;

const pool = (id: string, to?: string, afterSeconds = MOVES_AFTER): Pool => ({
  id: id as PoolId,
  strategy: 'rrmemory',
  wrapUpSeconds: 1,
  ...(to === undefined ? {} : { overflow: { to: to as PoolId, afterSeconds } }),
});

const hours = ALL_DAY;
/** A tenant for each pool, by its number. */
const NUMBERS = {
  'first-desk': '0350000001',
  second: '0350000002',
  'empty-desk': '0350000003',
  'far-empty': '0350000004',
  alone: '0350000005',
  late: '0350000006',
} as const;
const tenants = Object.entries(NUMBERS).map(([id, digits]) =>
  tenant(`of-${id}`, { numbers: [number(digits)], hours }),
);
const stack: Stack = {
  ...ONE_OPERATOR,
  operators: [
    operator('op1', 'first-desk'),
    operator('op2', 'second'),
    operator('op3', 'alone'),
    operator('op4', 'late'),
  ],
  pools: [
    pool('default'),
    pool('first-desk', 'second'),
    pool('second'),
    // Of these two nobody is there.
    pool('empty-desk', 'second', 600),
    pool('far-empty', 'empty-desk', 600),
    // What it overflows to has nobody.
    pool('alone', 'default'),
    // Not before music is heard.
    pool('late', 'second', RING_SECONDS + 2),
  ],
  poolOf: new Map(tenants.map(({ id }) => [id, id.replace('of-', '') as PoolId])),
  ringSeconds: RING_SECONDS,
  waitSeconds: WAIT_SECONDS,
};

let node: BareNode;
const line = new Line(CARRIER);
const desks = [1, 2, 3, 4].map((i) => new Desk(`op${i}`, `127.0.22.5${i}`));
const [first, second, alone, late] = desks as [Desk, Desk, Desk, Desk];

const rung = (desk: Desk) => desk.legs.map(({ caller }) => caller);
const talking = (desk: Desk) =>
  desk.legs.filter((leg) => leg.state === 'talking').map(({ caller }) => caller);
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));
const call = (to: keyof typeof NUMBERS, from: string) => line.place(NODE, NUMBERS[to], from);

beforeAll(async () => {
  node = await startBareNode(render(tenants, stack), NODE, { sounds: true });
  await Promise.all([line, ...desks].map((end) => end.open()));
  for (const [i, desk] of desks.entries()) await desk.register(NODE, `op${i + 1}`, PASSWORD);
  await node.set('DW_READY', '1');
  // A hundred days on: all numbers are lent.
  await node.set('DW_CLOCK', '8640000');
}, 600_000);

afterAll(async () => {
  for (const end of [line, ...desks]) end.close();
  await node?.stop();
});

beforeEach(async () => {
  for (const desk of desks) {
    desk.answering = false;
    desk.legs.length = 0;
  }
  await vi.waitFor(
    async () => {
      const shown = (await node.ami.command('queue show')).join('\n');
      expect(shown.match(/PJSIP\/op\d\).*\(Not in use\)/g)).toHaveLength(desks.length);
      expect(shown).not.toContain('Callers:');
    },
    { timeout: 20_000, interval: 200 },
  );
}, 30_000);

test('whom the first pool leaves waiting is offered to the other one, and waits no longer in all', async () => {
  const placed = performance.now();
  const waiting = await call('first-desk', '0311111111');
  await vi.waitFor(() => expect(rung(second)).toEqual(['0311111111']), 10_000);
  expect((performance.now() - placed) / 1_000).toBeGreaterThan(MOVES_AFTER - 1);
  expect((performance.now() - placed) / 1_000).toBeLessThan(MOVES_AFTER + 2);
  expect(rung(first)).toEqual(['0311111111']);
  expect(await waiting.final).toBe(200);
  expect((performance.now() - placed) / 1_000).toBeGreaterThan(RING_SECONDS - 1);
  expect((performance.now() - placed) / 1_000).toBeLessThan(RING_SECONDS + 2);
  expect(waiting.statuses.filter((status) => status !== 180)).toEqual([200]);
  await vi.waitFor(() => expect(waiting.cut).toBe(true), { timeout: 30_000 });
  // All are busy: that is said for some seconds.
  const all = (performance.now() - placed) / 1_000;
  expect(all).toBeGreaterThan(RING_SECONDS + WAIT_SECONDS + 3);
  expect(all).toBeLessThan(RING_SECONDS + WAIT_SECONDS + 12);
  expect(new Set(rung(first))).toEqual(new Set(['0311111111']));
}, 60_000);

test('there it keeps its place: before those who have waited less, after those who have waited longer', async () => {
  second.answering = true;
  const talks = await call('second', '0300000000');
  expect(await talks.final).toBe(200);
  const longest = await call('second', '0311111111');
  await seconds(1);
  const moved = await call('first-desk', '0322222222');
  await seconds(1);
  const last = await call('second', '0333333333');
  await vi.waitFor(async () => {
    const shown = (await node.ami.command('queue show pool-second')).join('\n');
    expect(shown.match(/^ +\d\. PJSIP/gm)).toHaveLength(3);
  }, 10_000);
  for (const [ends, takes] of [
    [talks, '0311111111'],
    [longest, '0322222222'],
    [moved, '0333333333'],
  ] as const) {
    await ends.hangUp();
    await vi.waitFor(() => expect(talking(second)).toEqual([takes]), 10_000);
  }
  expect(await last.final).toBe(200);
  await last.hangUp();
  expect(new Set(rung(first))).toEqual(new Set(['0322222222']));
}, 60_000);

test.each(['empty-desk', 'far-empty'] as const)(
  'where nobody is in the pool %s a caller is with the next at once',
  async (empty) => {
    second.answering = true;
    const placed = performance.now();
    const waiting = await call(empty, '0311111111');
    expect(await waiting.final).toBe(200);
    expect((performance.now() - placed) / 1_000).toBeLessThan(2);
    expect(rung(second)).toEqual(['0311111111']);
    await waiting.hangUp();
  },
  30_000,
);

test('where nobody is in the other pool a caller waits on in its own', async () => {
  const placed = performance.now();
  const waiting = await call('alone', '0311111111');
  await seconds(MOVES_AFTER + 2);
  alone.answering = true;
  expect(await waiting.final).toBe(200);
  expect((performance.now() - placed) / 1_000).toBeLessThan(RING_SECONDS);
  expect(talking(alone)).toEqual(['0311111111']);
  await waiting.hangUp();
}, 30_000);

test('it can be after the music has begun', async () => {
  const waiting = await call('late', '0311111111');
  expect(await waiting.final).toBe(200);
  expect(rung(second)).toEqual([]);
  await vi.waitFor(() => expect(rung(second)).toEqual(['0311111111']), 10_000);
  second.answering = true;
  await vi.waitFor(() => expect(talking(second)).toEqual(['0311111111']), 5_000);
  expect(talking(late)).toEqual([]);
  await waiting.hangUp();
}, 60_000);
