import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetRateLimits } from '../../src/sandbox/chat.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { dice } from './by-hand/change.ts';
import { ChangingProject } from './changing-project.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';
import { ProjectCopy } from './project-copy.ts';
import { run } from './sandbox.ts';

const MOMENTS = 20;
/** The apply alone, so that Pulumi's CLI is left to itself; both at once; the CLI alone, which the apply has to tell. */
const WAYS = ['apply', 'apply and CLI', 'CLI'] as const;
/** Another seed kills at other moments: DENWABAN_TEST_SEED. */
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);
const RING_SECONDS = 20;

const random = dice(SEED);
let project: ProjectCopy;
let changing: ChangingProject;
let stack: SandboxStack;

onPulumi();

beforeAll(async () => {
  if (!pulumiIsHere) return;
  // What another test has left, by the engine that holds it.
  await run('destroy', '--stack', 'local', '--yes');
  project = await ProjectCopy.make('local-pulumi');
  stack = await project.stack();
  changing = new ChangingProject(project, RING_SECONDS);
  await resetRateLimits(stack);
  await changing.change(0);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
}, 60_000);

afterAll(() => project?.end(), 60_000);

it('Pulumi’s CLI and its apply killed at twenty moments: the next apply ends in the right state', async () => {
  await changing.change(1);
  const started = performance.now();
  expect(await project.on('apply')).toMatchObject({ exitCode: 0 });
  const applyMs = performance.now() - started;

  const killed: string[] = [];
  for (let round = 2; killed.length < MOMENTS; round++) {
    await resetRateLimits(stack);
    await changing.change(round);
    const kill = await interruptedApply(WAYS[killed.length % WAYS.length] ?? 'apply', applyMs);
    // It had ended by itself.
    if (kill) killed.push(kill);
    await changing.expectNextAppliesAll(`seed ${SEED}, ${killed.join('; ')}`);
  }
  await changing.expectEachRoomOnce(killed.join('; '));
  console.log(
    `interruption of Pulumi, seed ${SEED}: ${killed.length} kills within ${(applyMs / 1000).toFixed(1)} s of an apply: ${killed.join('; ')}`,
  );
}, 600_000);

/** Starts an apply and kills what is to be killed. @returns what was killed when, and how the apply ended; undefined where there was nothing left to kill */
async function interruptedApply(way: (typeof WAYS)[number], applyMs: number): Promise<string | undefined> {
  const child = project.startApply();
  const at = random.roll(applyMs);
  let ended = false;
  void child.then(() => {
    ended = true;
  });
  await sleep(at);
  let cli = await pulumiOf(child.pid);
  while (way === 'CLI' && cli === undefined && !ended) {
    await sleep(5);
    cli = await pulumiOf(child.pid);
  }
  if (ended) return undefined;
  if (way !== 'CLI') child.kill('SIGKILL');
  const none = cli === undefined;
  if (way !== 'apply' && cli !== undefined) kill(cli);
  const { exitCode } = await child;
  const what = none ? 'apply (no CLI ran)' : way;
  return `${what} at ${at} ms (${exitCode === undefined ? 'killed' : `exit ${exitCode}`})`;
}

/** The number of the CLI that a process runs now. */
async function pulumiOf(pid: number | undefined): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const one of children.split(' ').filter(Boolean)) {
    const name = await readFile(`/proc/${one}/comm`, 'utf8').catch(() => '');
    if (name.trim() === 'pulumi') return Number(one);
  }
  return undefined;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has just ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
