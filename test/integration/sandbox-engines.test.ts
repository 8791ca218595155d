import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatworkClient } from '../../src/chatwork/client.ts';
import type { DriftReport } from '../../src/drift/report.ts';
import { readRooms, resetRateLimits } from '../../src/sandbox/chat.ts';
import { containerName } from '../../src/sandbox/cluster/container.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { liveState } from './live-state.ts';
import { console as consoleOf, LIVE, onNode } from './node-by-hand.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';
import { ProjectCopy, tenantFile } from './project-copy.ts';
import { deleteRooms, run, sandboxChatwork } from './sandbox.ts';

/** Longer than a node's heartbeat. */
const SILENCE_SECONDS = 8;
const BACK_MS = 120_000;
const NODE = 'node2';
/** Forwarding, long ended and out of quarantine: its number is free for others. */
const OWARI = { company: '終わり商会', number: '03-5000-0400', ends: '2026-01-31' };
const ROOM = '新規様 受電報告';

/** One engine's stack in the sandbox, run through the command line. */
interface Bench {
  project: ProjectCopy;
  stack: SandboxStack;
  client: ChatworkClient;
}

/**
 * Each begins where the one before it ended. What it returns is the same on both engines, as is what is live then: by node, the round of
 * `rename` that calls show, where that is what it is about.
 */
const SCENARIOS: readonly [string, (bench: Bench) => Promise<unknown>, (number | 'down')[]?][] = [
  [
    'create',
    async (bench) => {
      await bench.project.putTenant('owari', tenantFile('owari', OWARI));
      return await applied(bench, { exitCode: 0, done: { updated: 0, mended: 0, deleted: 0, unchanged: 0 } });
    },
  ],
  ['no change', (bench) => applied(bench, { exitCode: 0, changes: 0, done: { created: 0, updated: 0 } })],
  [
    'one tenant changes',
    async (bench) => {
      await rename(bench, 1);
      return await applied(bench, { exitCode: 0, changes: 2, done: { updated: 2 } });
    },
    [1, 1],
  ],
  [
    'a hand on a node is drift',
    async ({ project, stack }) => {
      const digest = /DW_OBJECT=(\w+)/.exec(
        await consoleOf(stack.sandbox.net, NODE, 'dialplan show dw-t-rd-lab'),
      )?.[1];
      await consoleOf(stack.sandbox.net, NODE, `database put denwaban/${digest} name by-hand`);
      const found = await drift(project);
      expect(found).toMatchObject({
        exitCode: 2,
        differences: [{ tenant: 'rd-lab', node: NODE, place: 'astdb', found: 'by-hand' }],
      });
      return found;
    },
  ],
  [
    'an apply mends it',
    async (bench) => {
      const mended = await applied(bench, { exitCode: 0, changes: 0, done: { updated: 0 } });
      expect(await drift(bench.project)).toMatchObject(NO_DRIFT);
      return mended;
    },
  ],
  [
    'a hand in a room is drift, and an apply mends it',
    async (bench) => {
      // Rooms are made side by side, so that the listing's order is chance.
      const [room] = (await readRooms(bench.stack)).sort((a, b) => (a.room < b.room ? -1 : 1));
      await bench.client.updateRoom(room?.roomId ?? 0, { name: '改名' });
      const { differences, exitCode } = await drift(bench.project);
      expect(exitCode).toBe(2);
      expect(differences).toMatchObject([{ place: 'room', kind: 'changed', found: '改名' }]);
      return await applied(bench, { exitCode: 0, changes: 0, done: { mended: 1 } });
    },
  ],
  [
    'a tenant comes, with a room',
    async (bench) => {
      const about = { company: '新規商会', number: '03-5000-0401', room: ROOM };
      await bench.project.putTenant('shinki', tenantFile('shinki', about));
      return await applied(bench, { exitCode: 0, done: { created: 2, updated: 2 } });
    },
  ],
  [
    'a number moves to another tenant',
    async (bench) => {
      const about = { company: '次の商会', number: OWARI.number, starts: '2027-03-01' };
      await bench.project.putTenant('tsugi', tenantFile('tsugi', about));
      await bench.project.removeTenant('owari');
      return await applied(bench, { exitCode: 0, done: { created: 1, deleted: 1, updated: 2 } });
    },
  ],
  [
    'a node fails: it is named, has what it had before, and the one before it stands',
    async (bench) => {
      // Asterisk can no longer read what is released; it goes on with what it has.
      await onNode(bench.stack.sandbox.net, NODE, `chmod 700 ${LIVE}/asterisk`);
      await rename(bench, 2);
      return await applied(bench, { exitCode: 1, failure: `node-failed: node ${NODE} could not take` });
    },
    [2, 1],
  ],
  [
    'once it is mended, the next apply goes on',
    async (bench) => {
      await onNode(bench.stack.sandbox.net, NODE, `chmod 755 ${LIVE}/asterisk`);
      return await applied(bench, { exitCode: 0, changes: 1, done: { updated: 1 } });
    },
    [2, 2],
  ],
  [
    'a node is down: it is named, and all others stand',
    async (bench) => {
      await execa('docker', ['kill', containerOf(bench)]);
      await rename(bench, 3);
      return await applied(bench, { exitCode: 1, silentNodes: [NODE] });
    },
    [3, 'down'],
  ],
  [
    'when it is back, it catches up by itself',
    async (bench) => {
      await execa('docker', ['start', containerOf(bench)]);
      const end = performance.now() + BACK_MS;
      let seen = await drift(bench.project);
      while (seen.exitCode !== 0 && performance.now() < end) {
        await sleep(500);
        seen = await drift(bench.project);
      }
      expect(seen).toMatchObject(NO_DRIFT);
      return seen;
    },
    [3, 3],
  ],
  [
    'more shards',
    async (bench) => {
      await bench.project.set('shards', { main: [0, 127], second: [128, 255] });
      return await applied(bench, { exitCode: 0 });
    },
  ],
  ['destroy', async (bench) => await destroyed(bench)],
];

const NO_DRIFT = { exitCode: 0, differences: [], notApplied: [], failures: [] };

interface Expected {
  exitCode: number;
  /** How many resources the plan names. */
  changes?: number;
  done?: Partial<Record<'created' | 'updated' | 'mended' | 'deleted' | 'unchanged', number>>;
  silentNodes?: string[];
  /** In the line of its failure. */
  failure?: string;
}

/** What was planned, and how the apply of it ended. */
async function applied({ project, stack }: Bench, expected: Expected) {
  await resetRateLimits(stack);
  const { exitCode: planned, stdout } = await project.on('plan', '--format', 'json');
  const { stack: _, ...plan } = JSON.parse(stdout);
  const { exitCode, stdout: told, stderr } = await project.on('apply', '--format', 'json');
  const outcome = { exitCode, ...JSON.parse(told) };
  const { changes, failure, ...rest } = expected;
  expect({ planned, ...outcome }, `${told}\n${stderr}`).toMatchObject({ planned: 0, ...rest });
  if (changes !== undefined) expect(plan.changes).toHaveLength(changes);
  if (failure === undefined) return { plan, outcome };
  expect(line(outcome.diagnostics)).toContain(failure);
  // How far an engine had got elsewhere when it ended is its own.
  const { done, ...failed } = outcome;
  return { plan, outcome: failed };
}

function line([first]: { code: string; message: string }[]): string {
  return `${first?.code}: ${first?.message}`;
}

async function destroyed({ project }: Bench) {
  const { exitCode, stdout } = await project.on('destroy', '--format', 'json');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

async function drift(project: ProjectCopy): Promise<Omit<DriftReport, 'stack'> & { exitCode: number }> {
  const { exitCode, stdout } = await project.on('drift', '--format', 'json');
  const { stack: _, ...report } = JSON.parse(stdout);
  return { exitCode, ...report };
}

async function rename({ project }: Bench, round: number): Promise<void> {
  await project.edit('yamada-shoji', (text) =>
    text.replace(/name: 株式会社.*/, `name: 株式会社山田商事 第${round}回`),
  );
}

/** The round of `rename` that a node's calls show. */
function roundOf(node: Awaited<ReturnType<typeof liveState>>['nodes'][number]): number | 'down' {
  return node === 'down' ? node : Number(/第(\d)回/.exec(node.values.join())?.[1]);
}

function containerOf({ stack }: Bench): string {
  return containerName(stack.sandbox.net, NODE);
}

/** A stack of which nothing is there, nor anything in Chatwork. */
async function openBench(stackName: string): Promise<Bench> {
  const project = await ProjectCopy.make(stackName);
  await project.set('nodeSilenceSeconds', SILENCE_SECONDS);
  const stack = await project.stack();
  await resetRateLimits(stack);
  await deleteRooms();
  return { project, stack, client: await sandboxChatwork() };
}

/** By scenario: what the embedded engine came to. */
const wanted: unknown[] = [];

describe.each(['local', 'local-pulumi'])('the sandbox on the stack %s', (stackName) => {
  const real = stackName === 'local-pulumi';
  if (real) onPulumi();
  let bench: Bench;
  beforeAll(async () => {
    if (real && !pulumiIsHere) return;
    // What another test has left, by the engine that holds it.
    await run('destroy', '--stack', 'local', '--yes');
    bench = await openBench(stackName);
  });
  afterAll(() => bench?.project.end());

  it.each(SCENARIOS.map(([what, scenario, shown], i) => ({ what, scenario, shown, i })))(
    '$what',
    { timeout: 180_000 },
    async ({ scenario, shown, i }) => {
      const result = await scenario(bench);
      const now = { result, live: await liveState(bench.stack, bench.client) };
      if (shown) expect(now.live.nodes.map(roundOf)).toEqual(shown);
      if (real) expect(now).toEqual(wanted[i]);
      else wanted[i] = now;
    },
  );
});
