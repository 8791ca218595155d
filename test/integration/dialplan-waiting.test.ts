import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { PoolId } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import { render } from '../../src/render/render.ts';
import { number, tenant } from '../render/sample.ts';
import { Desk } from './conversation/desk.ts';
import { Line } from './conversation/line.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { ALL_DAY, CARRIER, NODE, ONE_OPERATOR, operator } from './dialplan/stack.ts';

const RING_SECONDS = 4;
const WAIT_SECONDS = 8;

const WRAP_UP_SECONDS = 4;

const pool = (id: string, wrapUpSeconds = 1) => ({
  id: id as PoolId,
  strategy: 'rrmemory' as const,
  wrapUpSeconds,
});

const hours = ALL_DAY;
const [alone, two, careful] = [
  tenant('alone-kk', { numbers: [number('0350000001')], hours }),
  tenant('two-kk', { numbers: [number('0350000002')], hours }),
  tenant('careful-kk', { numbers: [number('0350000003')], hours }),
];
const stack: Stack = {
  ...ONE_OPERATOR,
  operators: [
    operator('op1', 'default'),
    operator('op2', 'two'),
    operator('op3', 'two'),
    operator('op4', 'careful'),
  ],
  pools: [pool('default'), pool('two'), pool('careful', WRAP_UP_SECONDS)],
  poolOf: new Map([
    [two.id, 'two' as PoolId],
    [careful.id, 'careful' as PoolId],
  ]),
  ringSeconds: RING_SECONDS,
  waitSeconds: WAIT_SECONDS,
};

let node: BareNode;
const line = new Line(CARRIER);
const desks = [1, 2, 3, 4].map((i) => new Desk(`op${i}`, `127.0.22.5${i}`));
const [own, second, third, writing] = desks as [Desk, Desk, Desk, Desk];
const both = [second, third];

/** Whose calls have rung at a desk in this test, in order. */
const rung = (desk: Desk) => desk.legs.map(({ caller }) => caller);
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

/** Until Asterisk says so of an operator's phone. */
async function phoneIs(id: string, state: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const shown = await node.ami.command('queue show');
      expect(shown.filter((text) => text.includes(`PJSIP/${id})`)).join('\n')).toContain(state);
    },
    { timeout: 20_000, interval: 200 },
  );
}

beforeAll(async () => {
  node = await startBareNode(render([alone, two, careful], stack), NODE, { sounds: true });
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
  for (const id of ['op1', 'op2', 'op3', 'op4']) await phoneIs(id, '(Not in use)');
}, 30_000);

test('whom nobody answers hears ringing, then a message and music, then that all are busy', async () => {
  const call = await line.place(NODE, '0350000001', '0311111111');
  await seconds(RING_SECONDS - 1);
  expect(call.statuses).toEqual([180]);
  expect(call.heard).toBe(0);
  expect(await call.final).toBe(200);
  await seconds(WAIT_SECONDS / 2);
  // A packet is 20 ms: something is to be heard all the time.
  expect(call.heard).toBeGreaterThan(WAIT_SECONDS * 10);
  await vi.waitFor(() => expect(call.cut).toBe(true), { timeout: (WAIT_SECONDS + 15) * 1_000 });
  expect(call.heard).toBeGreaterThan((WAIT_SECONDS + 3) * 30);
  expect(rung(own)).toContain('0311111111');
}, 60_000);

test('an operator who comes back meanwhile gets whoever has waited longest', async () => {
  const first = await line.place(NODE, '0350000001', '0311111111');
  await seconds(2);
  const next = await line.place(NODE, '0350000001', '0322222222');
  expect([await first.final, await next.final]).toEqual([200, 200]);
  const those = (which: string) =>
    own.legs.filter(({ state }) => state === which).map(({ caller }) => caller);
  const talking = () => those('talking');
  // A phone that rang for the second while the first moved on rings to its end.
  await vi.waitFor(() => expect(those('ringing')).toEqual(['0311111111']), 10_000);
  own.answering = true;
  await vi.waitFor(() => expect(talking()).toEqual(['0311111111']), 10_000);
  await first.hangUp();
  await vi.waitFor(() => expect(talking()).toEqual(['0322222222']), 10_000);
  expect(await next.final).toBe(200);
  await next.hangUp();
}, 60_000);

test('where an operator does not take a call, the next one is rung', async () => {
  const call = await line.place(NODE, '0350000002', '0333333333');
  await vi.waitFor(() => expect(both.map(rung)).toEqual([['0333333333'], ['0333333333']]), 15_000);
  for (const desk of both) desk.answering = true;
  expect(await call.final).toBe(200);
  await call.hangUp();
}, 60_000);

test('after a call an operator has the time to write down what was said before the next one rings', async () => {
  writing.answering = true;
  const first = await line.place(NODE, '0350000003', '0344444444');
  expect(await first.final).toBe(200);
  await first.hangUp();
  const next = await line.place(NODE, '0350000003', '0355555555');
  await seconds(WRAP_UP_SECONDS - 1);
  expect(rung(writing)).toEqual(['0344444444']);
  expect(await next.final).toBe(200);
  await vi.waitFor(() => expect(rung(writing)).toEqual(['0344444444', '0355555555']), 10_000);
  await next.hangUp();
}, 60_000);
