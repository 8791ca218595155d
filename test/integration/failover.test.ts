import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultGroup, poolGroups } from '../../src/model/pool-groups.ts';
import { containerName } from '../../src/sandbox/cluster/container.ts';
import { docker } from '../../src/sandbox/docker.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';
import { openFolder } from '../../src/store/folder.ts';
import { readStatus } from '../../src/store/status.ts';
import { Callers } from '../failover/callers.ts';
import { Carrier } from '../failover/carrier.ts';
import { type Event, minuteOfCalls, unanswered } from '../failover/minute.ts';
import { Phones } from '../failover/phones.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const LENT = '0350000001';
/** Enough for five calls a second also while some are lost in calls of a machine that died. */
const OPERATORS = 30;

let project: ProjectCopy;
let stack: SandboxStack;
let folder: string;
let carrier: Carrier;
let phones: Phones;
let callers: Callers;

beforeAll(async () => {
  const sandbox = await testSandbox();
  project = await ProjectCopy.make();
  await project.set('edges', sandbox.stack.edges);
  await project.operators(OPERATORS);
  stack = await project.stack();
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  folder = await mkdtemp(join(tmpdir(), 'denwaban-failover-'));
  carrier = await Carrier.start(stack);
  callers = new Callers({ local: `${stack.sandbox.net}.90`, carrier: carrierAddress(stack), folder });
  phones = await Phones.open(stack, sandbox.home, folder);
}, 180_000);

afterAll(async () => {
  await phones?.close();
  await carrier?.stop();
  if (process.env.KEEP) return console.log(folder);
  if (folder) await rm(folder, { recursive: true, force: true });
  await project?.end();
}, 120_000);

describe('five calls a second for a minute, some of them waiting, while', () => {
  it.each<[string, 'node' | 'edge', (container: string) => Event]>([
    ['the node that has them is killed and comes back', 'node', killed],
    ['the node that has them stands still and goes on', 'node', paused],
    ['an edge is killed and comes back', 'edge', killed],
    ['an edge stands still and goes on', 'edge', paused],
  ])(
    '%s',
    async (_, kind, event) => {
      const machine = kind === 'node' ? servingNode() : stack.edges[0];
      const minute = await minuteOfCalls(
        stack,
        { callers, phones, number: LENT },
        event(containerName(stack.sandbox.net, machine?.name ?? '')),
      );
      expect(minute.waiting, 'callers who wait when it happens').toBeGreaterThan(0);
      expect(unanswered(minute.calls.filter(({ when }) => when === 'else'))).toEqual([]);
      const calls = minute.calls.toSorted((a, b) => a.at - b.at);
      const where = (call = calls[0]) => call?.ring?.[kind];
      expect(where(calls.findLast(({ at }) => at < minute.ended))).not.toBe(machine?.address);
      if (kind === 'node') expect(where(calls.at(-1)), 'it has its calls again').toBe(machine?.address);
    },
    300_000,
  );

  it('a tenant changes, and none is cut', async () => {
    const minute = await minuteOfCalls(
      stack,
      { callers, phones, number: LENT },
      {
        happens: async () => {
          await project.edit('yamada-shoji', (text) =>
            text.replace('お電話ありがとうございます', '毎度ありがとうございます'),
          );
          expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
        },
      },
    );
    expect(unanswered(minute.calls)).toEqual([]);
    expect(minute.calls.filter(({ ring }) => ring?.cut)).toEqual([]);
  }, 300_000);
});

/** The first of the list has the calls. */
function servingNode() {
  const [first] = defaultGroup(poolGroups(stack)).nodes;
  return stack.nodes.find(({ address }) => address === first);
}

function killed(container: string): Event {
  return {
    happens: () => docker(['kill', '--signal', 'KILL', container]),
    ends: async () => {
      await docker(['start', container]);
      await proved(container);
    },
  };
}

function paused(container: string): Event {
  return { happens: () => docker(['pause', container]), ends: () => docker(['unpause', container]) };
}

/** The agent has proved everything since. */
async function proved(container: string): Promise<void> {
  const since = Date.now();
  const { home } = await testSandbox();
  const machine = [...stack.nodes, ...stack.edges].find(
    ({ name }) => containerName(stack.sandbox.net, name) === container,
  );
  await vi.waitFor(
    async () => {
      const status = machine && (await readStatus(openFolder(home.store), machine.name));
      expect(status?.at).toBeGreaterThan(since);
      const states = Object.values(status?.parts ?? {}).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['converged']));
    },
    { timeout: 60_000, interval: 200 },
  );
}
