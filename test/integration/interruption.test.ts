import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetRateLimits } from '../../src/sandbox/chat.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress, nodePlaces } from '../../src/sandbox/place.ts';
import { dice } from './by-hand/change.ts';
import { ChangingProject, companyOf } from './changing-project.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { expectHungUp, expectTalking, legOf } from './conversation/talk.ts';
import { killOnNode } from './node-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

/** Twenty kills: in each third round an agent's alone, in all others an agent's and the apply's own. */
const ROUNDS = Array.from({ length: 12 }, (_, i) =>
  i % 3 === 2 ? (['agent'] as const) : (['agent', 'apply'] as const),
);
const OPERATORS = 6;
/** On each node, through all rounds. */
const LONG_CALLS = 2;
/** Longer than a round: a call may ring all through it. */
const RING_SECONDS = 90;
/** Another seed kills at other moments: DENWABAN_TEST_SEED. */
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);
const LENT = '0350000001';

const random = dice(SEED);
let project: ProjectCopy;
let changing: ChangingProject;
let stack: SandboxStack;
let line: Line;
let desks: Desk[] = [];

beforeAll(async () => {
  project = await ProjectCopy.make();
  await project.operators(OPERATORS);
  await project.set('ringSeconds', RING_SECONDS);
  changing = new ChangingProject(project, RING_SECONDS);
  await changing.change(0);
  stack = await project.stack();
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  line = await new Line(carrierAddress(stack)).open();
  desks = await openDesks(stack, (await testSandbox()).home);
}, 60_000);

afterAll(async () => {
  line?.close();
  for (const desk of desks) desk.close();
  await project?.end();
}, 60_000);

it('apply and agents killed at twenty moments: the next apply ends in the right state, and no call in progress is cut', async () => {
  const long = await place(LONG_CALLS);
  expect(await Promise.all(long.map(({ final }) => final))).toEqual(long.map(() => 200));
  await changing.change(1);
  const started = performance.now();
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  const applyMs = performance.now() - started;

  const killed: string[] = [];
  for (const [i, kills] of ROUNDS.entries()) {
    const round = i + 2;
    await resetRateLimits(stack);
    for (const desk of desks) desk.answering = false;
    const ringing = await place(1);
    await sleep(500);
    await changing.change(round);
    killed.push(await interruptedApply(kills, applyMs));
    const told = `seed ${SEED}, ${killed.join('; ')}`;
    await changing.expectNextAppliesAll(told);

    // What rang all the while comes to an operator with all that it came in with; a new call with what is applied now.
    for (const desk of desks) desk.answering = true;
    await expectShown(ringing, round - 1, told);
    await expectShown(await place(1), round, told);
  }
  await expectTalking(desks, long);
  await expectHungUp(long);
  await changing.expectEachRoomOnce(killed.join('; '));
  console.log(
    `interruption, seed ${SEED}: ${ROUNDS.flat().length} kills within ${(applyMs / 1000).toFixed(1)} s of an apply, ${long.length} calls over all of them: ${killed.join('; ')}`,
  );
}, 400_000);

/** Starts an apply and kills what is to be killed, each at a moment of its own. @returns what was killed when, and how it ended */
async function interruptedApply(kills: readonly ('agent' | 'apply')[], applyMs: number): Promise<string> {
  const child = project.startApply();
  const applyAt = kills.includes('apply') ? random.roll(applyMs) : applyMs;
  // An agent goes on for a while with what an apply that was killed has left it.
  const agentAt = random.roll(Math.min(applyMs, applyAt + 1_000));
  const { name } = random.pick(nodePlaces(stack));
  const told = await Promise.all(
    kills.map(async (what) => {
      await sleep(what === 'apply' ? applyAt : agentAt);
      if (what === 'agent') await killOnNode(stack.sandbox.net, name, 'agent');
      else child.kill('SIGKILL');
      return what === 'agent' ? `agent of ${name} at ${agentAt} ms` : `apply at ${applyAt} ms`;
    }),
  );
  const { exitCode } = await child;
  return `${told.join(', ')} (${exitCode === undefined ? 'killed' : `exit ${exitCode}`})`;
}

let placed = 0;

/** Places so many calls on each node. */
function place(count: number): Promise<LongCall[]> {
  return Promise.all(
    nodePlaces(stack).flatMap(({ address }) =>
      Array.from({ length: count }, () =>
        line.place(address, LENT, `0900006${String(placed++).padStart(4, '0')}`),
      ),
    ),
  );
}

/** Each comes to an operator, who sees the company as it was called in that round. */
async function expectShown(calls: readonly LongCall[], round: number, told: string): Promise<void> {
  expect(await Promise.all(calls.map(({ final }) => final)), told).toEqual(calls.map(() => 200));
  for (const { from } of calls) {
    expect(legOf(desks, from), told).toMatchObject({
      tenant: 'yamada-shoji',
      display: `[転送] ${companyOf(round)}`,
    });
  }
  await expectHungUp(calls);
}
