import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress, type NodePlace, nodePlaces } from '../../src/sandbox/place.ts';
import { type Desk, type Leg, openDesks } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { expectHungUp, expectTalking, legOf } from './conversation/talk.ts';
import { console as consoleOf } from './node-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const LENT = '0350000001';
const SHOWN = '[転送] 株式会社山田商事';
const ENDED = '05010000060';
const SUSPENDED = '0350000050';

/** On each node: twenty calls, at every stage that lasts. */
const TALKING = 8;
const RINGING = 4;
/** No phone is left for these: they hear at last that all operators are busy. */
const WAITING = 3;
const ANNOUNCED = [ENDED, ENDED, SUSPENDED, SUSPENDED, SUSPENDED];

let project: ProjectCopy;
let stack: SandboxStack;
let line: Line;
let desks: Desk[] = [];

beforeAll(async () => {
  project = await ProjectCopy.make();
  await project.operators(TALKING + RINGING);
  await project.configure((text) => text.replace(/ringSeconds: \d+/, 'ringSeconds: 30'));
  await project.set('waitSeconds', 0);
  stack = await project.stack();
  expect(await project.run('apply', '--stack', 'local', '--yes')).toMatchObject({ exitCode: 0 });
  line = await new Line(carrierAddress(stack)).open();
  desks = await openDesks(stack, (await testSandbox()).home);
}, 60_000);

afterAll(async () => {
  line?.close();
  for (const desk of desks) desk.close();
  await project?.end();
}, 60_000);

it('an apply that changes the library under twenty calls on each node cuts none, and what they needed goes with the last', async () => {
  const nodes = nodePlaces(stack);
  // A test before this one may have changed the library: what nobody uses any more goes within seconds.
  const count = async () => (await Promise.all(nodes.map(libraries))).map((of) => of.length);
  await expect.poll(count, { timeout: 30_000, interval: 500 }).toEqual([1, 1]);
  const versions = await Promise.all(nodes.map(libraries));
  const [before] = versions.flat();

  const talking = await place(nodes, TALKING);
  expect(await Promise.all(talking.map(({ final }) => final))).toEqual(talking.map(() => 200));
  for (const desk of desks) desk.answering = false;
  const ringing = await place(nodes, RINGING);
  await vi.waitFor(() => expect(ringingLegs()).toHaveLength(RINGING * nodes.length), { timeout: 10_000 });
  const waiting = await place(nodes, WAITING);
  const announced = await Promise.all(
    nodes.flatMap(({ address }, n) =>
      ANNOUNCED.map((number, i) => line.place(address, number, `0900003${n}0${i}`)),
    ),
  );
  await vi.waitFor(() => expect(announced.map(({ heard }) => heard > 0)).not.toContain(false), {
    timeout: 5_000,
  });

  await project.configure((text) => text.replace('ringSeconds: 30', 'ringSeconds: 31'));
  await project.edit('yamada-shoji', (text) =>
    text.replace('株式会社山田商事', '株式会社山田商事ホールディングス'),
  );
  const spoken = announced.map(({ heard }) => heard);
  const started = performance.now();
  expect(await project.run('apply', '--stack', 'local', '--yes')).toMatchObject({ exitCode: 0 });
  const seconds = (performance.now() - started) / 1000;

  // What is announced was still being spoken while the nodes switched.
  expect(announced.map(({ heard }, i) => heard > (spoken[i] ?? 0))).not.toContain(false);
  // Both versions are there, and that is not drift.
  for (const of of await Promise.all(nodes.map(libraries))) expect(of).toHaveLength(2);
  expect(ringingLegs().length, 'calls that still ring when the apply has ended').toBeGreaterThan(0);
  for (const desk of desks) desk.answering = true;

  expect(await Promise.all(ringing.map(({ final }) => final))).toEqual(ringing.map(() => 200));
  for (const { from } of ringing) {
    expect(legOf(desks, from)).toMatchObject({ display: SHOWN, tenant: 'yamada-shoji', state: 'talking' });
  }
  expect(await Promise.all(announced.map(({ final }) => final))).toEqual(
    nodes.flatMap(() => [404, 404, 480, 480, 480]),
  );
  expect(await Promise.all(waiting.map(({ final }) => final))).toEqual(waiting.map(() => 486));
  // That all are busy is said, not only signalled: their calls went on in the text that they came in with.
  for (const { heard } of waiting) expect(heard).toBeGreaterThan(0);

  const answered = [...talking, ...ringing];
  expect(await project.run('drift', '--stack', 'local')).toMatchObject({ exitCode: 0 });
  await expectTalking(desks, answered);
  await expectHungUp(answered);
  await vi.waitFor(
    async () => {
      for (const of of await Promise.all(nodes.map(libraries))) expect(of).toHaveLength(1);
    },
    { timeout: 15_000, interval: 500 },
  );
  expect((await Promise.all(nodes.map(libraries))).flat()).not.toContain(before);
  expect(await project.run('drift', '--stack', 'local')).toMatchObject({ exitCode: 0 });
  const all = talking.length + ringing.length + waiting.length + announced.length;
  console.log(`calls in progress: apply of ${seconds.toFixed(1)} s under ${all} calls, all finished`);
}, 120_000);

let placed = 0;

function place(nodes: readonly NodePlace[], count: number): Promise<LongCall[]> {
  return Promise.all(
    nodes.flatMap(({ address }) =>
      Array.from({ length: count }, () =>
        line.place(address, LENT, `0900004${String(placed++).padStart(4, '0')}`),
      ),
    ),
  );
}

function ringingLegs(): Leg[] {
  return desks.flatMap(({ legs }) => legs.filter(({ state }) => state === 'ringing'));
}

/** The versions of the library that a node's Asterisk runs. */
async function libraries({ name }: NodePlace): Promise<string[]> {
  const dialplan = await consoleOf(stack.sandbox.net, name, 'dialplan show');
  return [
    ...new Set([...dialplan.matchAll(/Context 'dw-([0-9a-f]{8})-/g)].map(([, version = '']) => version)),
  ];
}
