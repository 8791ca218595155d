import { hostname, uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../../domain/problem.ts';
import { processRuns, processStart } from '../../../store/process.ts';
import type { Backend, PulumiLock } from './checkpoint.ts';

/** A CLI whose controller was killed ends by itself, since its program and its provider are gone. */
const ENDING_MS = 30_000;
const LOOK_MS = 200;
/** Clocks of a process's start and of a lock are read in different ways. */
const UNSURE_MS = 10_000;

/**
 * Clears locks of Pulumi's that a killed apply has left. Only under our own lock: then nobody else works on these stacks but a CLI that is
 * just ending, which is waited for. Not with `pulumi cancel`, which knows no stack that was just about to be made, and would also take
 * what came after we looked. Problem `pulumi-locked`.
 */
export async function clearStaleLocks(
  backend: Backend,
  ofStack: (stack: string) => boolean,
  endingMs = ENDING_MS,
): Promise<void> {
  const end = performance.now() + endingMs;
  for (;;) {
    const locks = (await backend.locks()).filter(({ stack }) => ofStack(stack));
    const held = await Promise.all(locks.map(isHeld));
    await backend.unlock(locks.filter((_, i) => !held[i]));
    const alive = locks.find((_, i) => held[i]);
    if (!alive) return;
    if (performance.now() > end) {
      throw new Problem(
        'pulumi-locked',
        {
          en: `the Pulumi stack ${alive.stack} is held by process ${alive.pid} on this machine`,
          ja: `Pulumi スタック ${alive.stack} は、このマシンのプロセス ${alive.pid} が使っています`,
        },
        {
          en: 'wait until it has ended, or end it, then run this again',
          ja: '終わるのを待つか、終わらせてから、もう一度実行してください',
        },
      );
    }
    await sleep(LOOK_MS);
  }
}

/** A process that has started after the lock was taken has only got the number of the one that took it. */
async function isHeld({ host, pid, at = Date.now() }: PulumiLock): Promise<boolean> {
  if (host !== hostname() || pid === undefined || !(await processRuns(pid))) return false;
  const hundredths = await processStart(pid);
  if (hundredths === undefined) return true;
  const started = Date.now() - (uptime() - Number(hundredths) / 100) * 1_000;
  return started < at + UNSURE_MS;
}
