import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack as PulumiStack } from '@pulumi/pulumi/automation/index.js';
import { Problem } from '../../../domain/problem.ts';
import { processRuns } from '../../../store/process.ts';
import type { Backend } from './checkpoint.ts';

/** A CLI whose controller was killed ends by itself, since its program and its provider are gone. */
const ENDING_MS = 30_000;
const LOOK_MS = 200;

/**
 * Clears a lock of Pulumi's that a killed apply has left. Only under our own lock: then nobody else works on the stack but a CLI that is
 * just ending, which is waited for. Problem `pulumi-locked`.
 */
export async function clearStaleLock(backend: Backend, stack: PulumiStack): Promise<void> {
  const end = performance.now() + ENDING_MS;
  for (;;) {
    const locks = await backend.locks(stack.name);
    if (locks.length === 0) return;
    const alive = locks.find(
      (lock) => lock.host === hostname() && lock.pid !== undefined && processRuns(lock.pid),
    );
    if (!alive) return await stack.cancel();
    if (performance.now() > end) {
      throw new Problem(
        'pulumi-locked',
        `the Pulumi stack ${stack.name} is held by process ${alive.pid} on this machine`,
        'wait until it has ended, or end it, then run this again',
      );
    }
    await sleep(LOOK_MS);
  }
}
