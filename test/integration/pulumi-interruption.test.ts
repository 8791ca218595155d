import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetRateLimits } from '../../src/sandbox/chat.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { processRuns } from '../../src/store/process.ts';
import { dice } from './by-hand/change.ts';
import { ChangingProject } from './changing-project.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';
import { ProjectCopy } from './project-copy.ts';
import { run } from './sandbox.ts';

const MOMENTS = 20;
/** The apply alone, so that Pulumi's CLI is left to itself; both at once; the CLI alone, which the apply has to tell. */
type Way = 'apply' | 'both' | 'CLI';
/** By turns, before the apply that has to end right: once, or once more while it goes on with what the first has left. */
const ROUNDS: readonly (readonly Way[])[] = [['apply'], ['both', 'CLI'], ['CLI', 'apply'], ['both']];
/** Another seed kills at other moments: DENWABAN_TEST_SEED. */
const SEED = Number(process.env.DENWABAN_TEST_SEED ?? 20_270_301);
const RING_SECONDS = 20;
const LOOK_MS = 5;

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
}, 180_000);

afterAll(() => project?.end(), 180_000);

it('Pulumi’s CLI and its apply killed at twenty moments: the next apply ends in the right state', async () => {
  await changing.change(1);
  const measured = project.startApply();
  await pulumiBegins(measured);
  const started = performance.now();
  expect(await measured).toMatchObject({ exitCode: 0 });
  const pulumiMs = performance.now() - started;

  const killed: string[] = [];
  for (let round = 2; killed.length < MOMENTS; round++) {
    await resetRateLimits(stack);
    await changing.change(round);
    for (const way of ROUNDS[round % ROUNDS.length] ?? []) {
      const kill = await interruptedApply(way, pulumiMs);
      if (kill) killed.push(kill);
    }
    await changing.expectNextAppliesAll(`seed ${SEED}, ${killed.join('; ')}`);
  }
  await changing.expectEachRoomOnce(killed.join('; '));
  console.log(
    `interruption of Pulumi, seed ${SEED}: ${killed.length} kills within the ${(pulumiMs / 1000).toFixed(1)} s that it works: ${killed.join('; ')}`,
  );
}, 900_000);

type Apply = ReturnType<ProjectCopy['startApply']>;
const runs = ({ pid }: Apply) => processRuns(pid ?? 0);

/**
 * Starts an apply and kills what is to be killed, at a moment while Pulumi works.
 * @returns what was killed when, and how the apply ended; undefined where it had ended before
 */
async function interruptedApply(way: Way, pulumiMs: number): Promise<string | undefined> {
  const at = random.roll(pulumiMs);
  const child = project.startApply();
  await pulumiBegins(child);
  await sleep(at);
  const cli = way === 'CLI' ? await nextPulumi(child) : await pulumiOf(child);
  if (!(await runs(child))) return undefined;
  if (way !== 'CLI') child.kill('SIGKILL');
  if (way !== 'apply' && cli) kill(cli.pid);
  const { exitCode } = await child;
  const command = cli ? `during ${cli.command}` : 'between two commands';
  return `${way} at ${at} ms, ${command} (${exitCode === undefined ? 'killed' : `exit ${exitCode}`})`;
}

/** Waits until an apply has Pulumi do more than say its version. */
async function pulumiBegins(child: Apply): Promise<void> {
  while ((await nextPulumi(child))?.command === 'version') await sleep(LOOK_MS);
}

/** Pulumi's CLI as an apply runs it now, or runs it next; undefined where it ends without. */
async function nextPulumi(child: Apply): Promise<Pulumi | undefined> {
  for (;;) {
    const cli = await pulumiOf(child);
    if (cli || !(await runs(child))) return cli;
    await sleep(LOOK_MS);
  }
}

interface Pulumi {
  pid: number;
  command: string;
}

async function pulumiOf({ pid }: Apply): Promise<Pulumi | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const one of children.split(' ').filter(Boolean)) {
    const words = (await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (words[0] !== 'pulumi') continue;
    const command = words[1] === 'stack' ? `${words[1]} ${words[2]}` : (words[1] ?? '');
    return { pid: Number(one), command };
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
