import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';
import { Callers } from '../failover/callers.ts';
import { Carrier } from '../failover/carrier.ts';
import { type Machine, Machines, servingNode } from '../failover/machines.ts';
import { type Event, type Minute, minuteOfCalls, unanswered } from '../failover/minute.ts';
import { Phones } from '../failover/phones.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const LENT = '0350000001';
/** Enough for five calls a second also while some are lost in calls of a machine that died. */
const OPERATORS = 30;
const MINUTE = 300_000;

let project: ProjectCopy;
let stack: SandboxStack;
let machines: Machines;
let folder: string;
let carrier: Carrier;
let phones: Phones;
let callers: Callers;

beforeAll(async () => {
  const sandbox = await testSandbox();
  project = await ProjectCopy.make('local', { edges: true });
  await project.operators(OPERATORS);
  stack = await project.stack();
  machines = new Machines(stack, sandbox.home);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  folder = await mkdtemp(join(tmpdir(), 'denwaban-failover-'));
  carrier = await Carrier.start(stack);
  callers = new Callers({ local: `${stack.sandbox.net}.90`, carrier: carrierAddress(stack), folder });
  phones = await Phones.open(stack, sandbox.home, folder);
}, 180_000);

afterAll(async () => {
  await phones?.close();
  await carrier?.stop();
  await machines?.restore();
  if (folder) await rm(folder, { recursive: true, force: true });
  await project?.end();
}, 120_000);

describe('five calls a second for a minute, some of them waiting, while', () => {
  it(
    'the node that has them is killed and comes back',
    () => whileDown(servingNode(stack), 'node', killed),
    MINUTE,
  );
  it(
    'the node that has them stands still and goes on',
    () => whileDown(servingNode(stack), 'node', paused),
    MINUTE,
  );
  it('an edge is killed and comes back', () => whileDown(stack.edges[0], 'edge', killed), MINUTE);
  it('an edge stands still and goes on', () => whileDown(stack.edges[0], 'edge', paused), MINUTE);

  it(
    'a tenant changes, and none is cut',
    async () => {
      const { calls } = await minute({
        happens: async () => {
          await project.edit('yamada-shoji', (text) => text.replace('お電話', '毎度お電話'));
          expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
        },
      });
      expect(unanswered(calls)).toEqual([]);
      expect(calls.filter(({ ring }) => ring?.cut)).toEqual([]);
    },
    MINUTE,
  );
});

/** Every call that begins 3 s after or later is answered, by way of others at first, and by way of this machine once it is there again. */
async function whileDown(
  machine: Machine | undefined,
  kind: 'node' | 'edge',
  event: (machine: Machine) => Event,
): Promise<void> {
  if (!machine) throw new Error(`there is no ${kind}`);
  const { calls, waiting, ended } = await minute(event(machine));
  expect(waiting, 'callers who wait when it happens').toBeGreaterThan(0);
  // Those whose call came by an edge that dies are lost to their carrier; those who wait on a node are moved.
  expect(unanswered(calls.filter(({ when }) => kind === 'node' || when === 'else'))).toEqual([]);
  const away = calls.filter(({ at, when }) => when === 'else' && at < ended);
  expect(away.map(({ ring }) => ring?.[kind])).not.toContain(machine.address);
  expect(calls.filter(({ at }) => at > ended).map(({ ring }) => ring?.[kind])).toContain(machine.address);
}

function minute(event: Event): Promise<Minute> {
  return minuteOfCalls(stack, { callers, phones, number: LENT }, event);
}

function killed(machine: Machine): Event {
  return { happens: () => machines.kill(machine), ends: () => machines.start(machine) };
}

function paused(machine: Machine): Event {
  return { happens: () => machines.pause(machine), ends: () => machines.unpause(machine) };
}
