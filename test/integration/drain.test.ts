import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { nodeCli } from '../../src/sandbox/cluster/node-cli.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';
import { servingNode } from '../failover/machines.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Line, type LongCall } from './conversation/line.ts';
import { expectTalking } from './conversation/talk.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const LENT = '0350000001';

let project: ProjectCopy;
let stack: SandboxStack;
let desks: Desk[];
let line: Line;
let first: string;
let other: string;

/** How many calls a node has. */
async function callsOf(node: string): Promise<number> {
  const shown = await nodeCli(stack.sandbox.net, node, 'core show channels count');
  return Number(/^(\d+) active call/m.exec(shown)?.[1]);
}

async function answered(from: string): Promise<LongCall> {
  const call = await line.place(stack.edges[0]?.address ?? '', LENT, from);
  expect(await call.final).toBe(200);
  return call;
}

beforeAll(async () => {
  const { home } = await testSandbox();
  project = await ProjectCopy.make('local', { edges: true });
  await project.operators(3);
  stack = await project.stack();
  first = servingNode(stack).name;
  other = stack.nodes.map(({ name }) => name as string).find((name) => name !== first) ?? '';
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  desks = await openDesks(stack, home);
  line = await new Line(carrierAddress(stack)).open();
}, 120_000);

afterAll(async () => {
  for (const end of [line, ...(desks ?? [])]) end?.close();
  await project?.run('sandbox', 'drain', first, '--undo');
  await project?.end();
}, 120_000);

it('a node that is drained keeps its calls and gets no others, until that is undone; an apply leaves it so', async () => {
  const before = await answered('0311111111');
  expect([await callsOf(first), await callsOf(other)]).toEqual([1, 0]);
  expect(await project.run('sandbox', 'drain', first)).toMatchObject({
    exitCode: 0,
    stdout: `${first} takes no new calls; 1 call goes on`,
  });
  await project.edit('yamada-shoji', (text) => text.replace('お電話', '毎度お電話'));
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  const during = await answered('0322222222');
  expect([await callsOf(first), await callsOf(other)]).toEqual([1, 1]);
  await expectTalking(desks, [before, during]);
  for (const call of [before, during]) await call.hangUp();
  expect(await project.on('drift')).toMatchObject({ exitCode: 0 });

  expect(await project.run('sandbox', 'drain', first, '--undo')).toMatchObject({
    exitCode: 0,
    stdout: `${first} takes calls again`,
  });
  await vi.waitFor(
    async () => {
      const after = await answered('0333333333');
      const where = await callsOf(first);
      await after.hangUp();
      expect(where).toBe(1);
    },
    { timeout: 20_000, interval: 1_000 },
  );
}, 120_000);

it('a node that the stack does not have is named', async () => {
  const { exitCode, stderr } = await project.run('sandbox', 'drain', 'node9');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error bad-node: local has no node "node9"/);
});
