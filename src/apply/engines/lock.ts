import { mkdir, readFile, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../../domain/problem.ts';
import { isRecord, parseJson } from '../../store/json.ts';

/** A lock whose holder has not shown itself for so long is taken over. Milliseconds. */
const STALE = 5_000;

export interface StateLock {
  release(): Promise<void>;
  /** Problem `state-lock-lost` where somebody else has taken the lock over: this process stood still for too long. */
  check(): void;
  /** Whether it has been taken over: then the state is the other's to write. */
  readonly lost: boolean;
}

/**
 * Takes the lock of a state file. Problem `state-locked`, with who holds it and since when. Where the holder is gone the lock is taken over,
 * within a few seconds.
 */
export async function lockState(path: string): Promise<StateLock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const ownerPath = `${path}.lock-owner`;
  let lost = false;
  const tryLock = (retries: number) =>
    lock(path, {
      realpath: false,
      stale: STALE,
      update: 1_000,
      retries: { retries, factor: 1, minTimeout: 500 },
      onCompromised: () => {
        lost = true;
      },
    });
  const release = await tryLock(0).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error;
    const owner = await readOwner(ownerPath);
    // Without an owner it has only just begun, or was killed just then: both are told apart by waiting.
    if (owner !== undefined && isAlive(owner)) throw held(path, owner);
    return await tryLock(Math.ceil(STALE / 500) + 4).catch(async () => {
      throw held(path, await readOwner(ownerPath));
    });
  });
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    user: userInfo().username,
    since: new Date().toISOString(),
  };
  await writeFileAtomic(ownerPath, JSON.stringify(owner), { mode: 0o600 });
  return {
    get lost() {
      return lost;
    },
    async release() {
      if (lost) return;
      await rm(ownerPath, { force: true });
      await release();
    },
    check() {
      if (!lost) return;
      throw new Problem(
        'state-lock-lost',
        `the lock of ${path} was taken over by another apply`,
        'this process stood still for too long. Wait for the other one, then run apply again',
      );
    },
  };
}

interface Owner {
  pid: number;
  host: string;
  user: string;
  since: string;
}

function held(path: string, owner: Owner | undefined): Problem {
  const who = owner
    ? `${owner.user} on ${owner.host} (process ${owner.pid}) since ${owner.since}`
    : 'somebody who has only just begun';
  return new Problem(
    'state-locked',
    `the state ${path} is held by ${who}`,
    'wait until that apply has ended, then run this one again',
  );
}

/** On another machine nobody can tell; there the lock's own age decides. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  const value = parseJson(await readFile(path, 'utf8').catch(() => ''));
  return isRecord(value) && typeof value.pid === 'number' ? (value as unknown as Owner) : undefined;
}
