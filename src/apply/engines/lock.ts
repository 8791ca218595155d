import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../../domain/problem.ts';
import { isAlive, type LockOwner, readOwner, thisOwner } from './lock-owner.ts';

/** A lock whose holder has not shown itself for so long is taken over, unless it still runs. Milliseconds. */
const STALE = 5_000;
const AGAIN = 500;

export interface StateLock {
  release(): Promise<void>;
  /** Problem `state-lock-lost` where somebody else has taken the lock over: this process stood still for too long. */
  check(): Promise<void>;
  /** Whether it has not been taken over: else the state is the other's to write. */
  ours(): Promise<boolean>;
}

/**
 * Takes the lock of a state file. Problem `state-locked`, with who holds it and since when. Where the holder is gone the lock is taken over,
 * within a few seconds. A holder that runs on this machine keeps it however long it stands still: it goes on where it was.
 */
export async function lockState(path: string): Promise<StateLock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const ownerPath = `${path}.lock-owner`;
  let lost = false;
  const release = await take(path, ownerPath, () => {
    lost = true;
  });
  const owner = await thisOwner();
  await writeFileAtomic(ownerPath, JSON.stringify(owner), { mode: 0o600 });
  const ours = async () => !lost && (await readOwner(ownerPath))?.id === owner.id;
  return {
    ours,
    async release() {
      if (!(await ours())) return;
      await rm(ownerPath, { force: true });
      await release();
    },
    async check() {
      if (await ours()) return;
      throw new Problem(
        'state-lock-lost',
        `the lock of ${path} was taken over by another apply`,
        'this process stood still for too long. Wait for the other one, then run apply again',
      );
    },
  };
}

/** The lock's age alone does not tell that its holder is gone: whoever holds it is asked for before each try. */
async function take(
  path: string,
  ownerPath: string,
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  const end = performance.now() + STALE + 4 * AGAIN;
  for (;;) {
    const owner = await readOwner(ownerPath);
    const alive = owner && (await isThere(`${path}.lock`)) && (await isAlive(owner));
    if (owner && alive) throw held(path, owner);
    try {
      return await lock(path, { realpath: false, stale: STALE, update: 1_000, onCompromised });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    // Without an owner it has only just begun, or was killed just then: both are told apart by waiting.
    const elsewhere = owner && alive === undefined;
    if (elsewhere || performance.now() > end) throw held(path, await readOwner(ownerPath));
    await sleep(AGAIN);
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

function held(path: string, owner: LockOwner | undefined): Problem {
  const who = owner
    ? `${owner.user} on ${owner.host} (process ${owner.pid}) since ${owner.since}`
    : 'somebody who has only just begun';
  const hanging = owner ? `; if it hangs, end it on ${owner.host} with: kill -9 ${owner.pid}` : '';
  return new Problem(
    'state-locked',
    `the state ${path} is held by ${who}`,
    `wait until that apply has ended, then run this one again${hanging}`,
  );
}
