import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';
import { Machines, servingNode } from '../failover/machines.ts';
import { notFree } from '../failover/operators.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { expectTalking } from './conversation/talk.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const LENT = '0350000001';
/** After this an edge has forgotten who was busy, unless it has been told again. */
const FORGOTTEN_MS = 50_000;
const FREE_MS = 60_000;

let project: ProjectCopy;
let stack: SandboxStack;
let machines: Machines;
let line: Line;
let desks: Desk[] = [];

beforeAll(async () => {
  const sandbox = await testSandbox();
  project = await ProjectCopy.make('local', { edges: true });
  stack = await project.stack();
  machines = new Machines(stack, sandbox.home);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  line = await new Line(carrierAddress(stack)).open();
  desks = await openDesks(stack, sandbox.home);
}, 120_000);

afterAll(async () => {
  line?.close();
  for (const desk of desks) desk.close();
  await machines?.restore();
  await project?.end();
}, 120_000);

it('whoever talks is busy at both edges however long; where the edge dies they go on talking, and are free within a minute of a BYE that is lost with it', async () => {
  const [edge] = stack.edges;
  if (!edge) throw new Error('there is no edge');
  const calls = await Promise.all(desks.map(() => talk(edge.address)));
  await sleep(FORGOTTEN_MS);
  await expectTalking(desks, calls);
  const { name: node } = servingNode(stack);
  const busy = desks.flatMap((_, i) => [
    `${node} op${i + 1} In use`,
    ...stack.edges.map(({ name }) => `${name} op${i + 1} busy`),
  ]);
  expect((await notFree(stack)).sort()).toEqual(busy.sort());
  await machines.kill(edge);
  await expectTalking(desks, calls);
  expect(await Promise.all(calls.map((call) => call.hangUp()))).toEqual(calls.map(() => 0));
  console.log(`free ${await free(edge.name)} s after a BYE that was lost`);
  await machines.start(edge);
  await free();
}, 240_000);

it('a call of a node that dies ends at both sides, and its operator is free within a minute', async () => {
  const node = servingNode(stack);
  const calls = await Promise.all(stack.edges.map(({ address }) => talk(address)));
  await machines.kill(node);
  const seconds = await free(node.name);
  // The edge that has the caller's side asks at times of its own.
  await expect.poll(() => calls.map(({ cut }) => cut), { timeout: FREE_MS }).not.toContain(false);
  expect(desks.map(({ legs }) => legs.at(-1)?.state)).not.toContain('talking');
  console.log(`free ${seconds} s after the node's death`);
  await machines.start(node);
}, 240_000);

let placed = 0;

async function talk(edge: string): Promise<LongCall> {
  const call = await line.place(edge, LENT, `0900005${String(placed++).padStart(4, '0')}`);
  expect(await call.final).toBe(200);
  return call;
}

/** Until all operators are free. @returns how long that took, in seconds */
async function free(down?: string): Promise<number> {
  const since = Date.now();
  await vi.waitFor(async () => expect(await notFree(stack, down)).toEqual([]), {
    timeout: FREE_MS,
    interval: 1_000,
  });
  return Math.round((Date.now() - since) / 1000);
}
