import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { nodeCli } from '../../src/sandbox/cluster/node-cli.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { nodePlaces } from '../../src/sandbox/place.ts';
import { fileSecrets } from '../../src/store/secrets.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Caller } from './dialplan/sip.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const [PAUSE, BACK] = ['*61', '*62'];

let project: ProjectCopy;
let stack: SandboxStack;
let desks: Desk[];
let password: string;
let dialler: Caller;

/** What op1 dials through an edge, and what comes back. */
function dial(edge: number, number: string, shown: string): Promise<number[]> {
  const address = stack.edges[edge]?.address ?? '';
  const from = `<sip:op1@${address}>`;
  return dialler.call(address, { number, from, login: { user: 'op1', password: shown } });
}

/** What each node says of op1's phone. */
async function states(): Promise<string[]> {
  const shown = await Promise.all(
    nodePlaces(stack).map(({ name }) => nodeCli(stack.sandbox.net, name, 'queue show')),
  );
  return shown.map((text) => /PJSIP\/op1\).*?\((Not in use|Unavailable|In use)\)/.exec(text)?.[1] ?? '');
}

beforeAll(async () => {
  const { home } = await testSandbox();
  project = await ProjectCopy.make('local', { edges: true });
  stack = await project.stack();
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  desks = await openDesks(stack, home);
  password = await fileSecrets(home.secrets)('secret://operator-op1#1' as never);
  dialler = await new Caller(`${stack.sandbox.net}.185`).open();
}, 120_000);

afterAll(async () => {
  for (const end of [dialler, ...(desks ?? [])]) end?.close();
  await project?.end();
}, 120_000);

const patience = { timeout: 10_000, interval: 200 };

it('an operator who dials the code is rung by no node, until the other code is dialled through whichever edge', async () => {
  expect(await states()).toEqual(['Not in use', 'Not in use']);
  // A node says so before it hangs up; nothing is answered.
  expect(await dial(0, PAUSE, password)).toEqual([407, 183, 480]);
  await vi.waitFor(async () => expect(await states()).toEqual(['Unavailable', 'Unavailable']), patience);
  expect(await dial(1, BACK, password)).toEqual([407, 183, 480]);
  await vi.waitFor(async () => expect(await states()).toEqual(['Not in use', 'Not in use']), patience);
}, 60_000);

it('nobody else can do that in an operator’s name', async () => {
  expect(await dial(0, PAUSE, 'another-password')).toEqual([407, 407]);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await states()).toEqual(['Not in use', 'Not in use']);
}, 60_000);
