import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { nodePlaces } from '../../src/sandbox/place.ts';
import { fileSecrets } from '../../src/store/secrets.ts';
import { type Desk, openDesks } from './conversation/desk.ts';
import { Caller } from './dialplan/sip.ts';
import { edgeRpc, statuses } from './edge-by-hand.ts';
import { onNode } from './node-by-hand.ts';
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

/** What each edge tells a node that asks whether op1's phone is there. */
async function told(): Promise<(number | undefined)[]> {
  const node = nodePlaces(stack)[0]?.address ?? '';
  const asked = stack.edges.map(({ address }) =>
    statuses(node, address, { method: 'OPTIONS', to: 'op1' }, 500),
  );
  return (await Promise.all(asked)).map((seen) => seen.at(-1));
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

it('an operator who dials the code is for every node as if the phone were off, until the other code is dialled through whichever edge', async () => {
  await vi.waitFor(async () => expect(await told()).toEqual([200, 200]), patience);
  // A node says so before it hangs up; nothing is answered.
  expect(await dial(0, PAUSE, password)).toEqual([407, 183, 480]);
  await vi.waitFor(async () => expect(await told()).toEqual([480, 480]), patience);
  expect(await dial(1, BACK, password)).toEqual([407, 183, 480]);
  await vi.waitFor(async () => expect(await told()).toEqual([200, 200]), patience);
}, 60_000);

it('an edge that was away hears what was said meanwhile, and is never given up', async () => {
  const [edge, other] = stack.edges;
  if (!edge || !other) throw new Error('there are no two edges');
  const { net } = stack.sandbox;
  const kamailio = (how: string) => onNode(net, other.name, `s6-svc ${how} /opt/denwaban/services/kamailio`);
  await kamailio('-d');
  try {
    expect(await dial(0, PAUSE, password)).toEqual([407, 183, 480]);
    // Edges ask one another whether they are there every five seconds.
    await sleep(11_000);
    const known = (await (await edgeRpc(net, edge)).call('dmq.list_nodes')) as Record<string, unknown>[];
    expect(known).toContainEqual(expect.objectContaining({ host: other.address, status: 'active' }));
  } finally {
    await kamailio('-u');
  }
  await vi.waitFor(async () => expect(await told()).toEqual([480, 480]), patience);
  expect(await dial(1, BACK, password)).toEqual([407, 183, 480]);
  await vi.waitFor(async () => expect(await told()).toEqual([200, 200]), patience);
}, 60_000);

it('nobody else can do that in an operator’s name', async () => {
  expect(await dial(0, PAUSE, 'another-password')).toEqual([407, 407]);
  expect(await told()).toEqual([200, 200]);
}, 60_000);
