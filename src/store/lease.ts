import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { Problem } from '../domain/problem.ts';
import { isRecord, parseJson } from './json.ts';
import { keys } from './keys.ts';
import { processRuns } from './process.ts';
import type { Blobs } from './store.ts';

/** What is done with a store. Applies may run side by side (of several stacks); the others want it for themselves. */
export type Use = 'apply' | 'activate' | 'gc';

/** Milliseconds. */
const BEAT = 10_000;
/** Whoever has not shown itself for so long is gone. */
const GONE = 60_000;
/** Whoever could not show itself for so long has to stop: soon it counts as gone. */
const LOST = 45_000;

export interface Lease {
  /** When it was taken, by the store's clock: milliseconds since 1970. */
  readonly at: number;
  /** Problem `store-lease-lost`: this process stood still, or could not reach the store, for too long. */
  check(): void;
  release(): Promise<void>;
}

/**
 * Says in the store itself that it is being used, for everybody who shares it, on whatever machine and with whatever engine: a sweep must
 * not take away what an apply elsewhere has found there and relies on. Each writes its own value first and then looks at the others', so
 * that of two at once at least one sees the other. Their age is told by the store's clock alone.
 *
 * Problem `store-in-use`, with what is done, by whom and since when.
 */
export async function takeLease(blobs: Blobs, use: Use): Promise<Lease> {
  const key = keys.lease(randomUUID());
  const holder: Holder = {
    use,
    user: userInfo().username,
    host: hostname(),
    pid: process.pid,
    place: PLACE,
    since: new Date().toISOString(),
  };
  const show = () => blobs.put(key, JSON.stringify(holder));
  await show();
  try {
    const at = await checkOthers(blobs, key, use);
    let seen = performance.now();
    let beating: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      beating = show()
        .then(() => {
          seen = performance.now();
        })
        // The next beat tries again; check() counts the time.
        .catch(() => {});
    }, BEAT);
    timer.unref();
    return {
      at,
      check() {
        if (performance.now() - seen < LOST) return;
        throw new Problem(
          'store-lease-lost',
          `the store was not reached for ${LOST / 1_000} s, and others take it for free`,
          'see the connection, then run it again: it goes on where it was',
        );
      },
      async release() {
        clearInterval(timer);
        await beating;
        // What is not taken away counts as gone after a minute.
        await blobs.delete(key).catch(() => {});
      },
    };
  } catch (error) {
    await blobs.delete(key).catch(() => {});
    throw error;
  }
}

/** @returns the time by the store's clock */
async function checkOthers(blobs: Blobs, own: string, use: Use): Promise<number> {
  const entries = await blobs.entries(keys.leases);
  const now = entries.find(({ key }) => key === own)?.modified ?? Date.now();
  for (const { key, modified } of entries) {
    if (key === own) continue;
    const other = await readHolder(blobs, key);
    if (!other) continue;
    if (now - modified > GONE || isDead(other)) {
      await blobs.delete(key);
    } else if (use !== 'apply' || other.use !== 'apply') {
      throw new Problem(
        'store-in-use',
        `${NAMES[other.use]} uses the store: ${other.user} on ${other.host} (process ${other.pid}) since ${other.since}`,
        'wait until it has ended, then run this one again',
      );
    }
  }
  return now;
}

const NAMES: Record<Use, string> = { apply: 'an apply', activate: 'a release activate', gc: 'a store gc' };

interface Holder {
  use: Use;
  user: string;
  host: string;
  pid: number;
  /** Where the process's number means something: the machine since its start, and its space of process numbers. */
  place: string | null;
  since: string;
}

const PLACE = placeOfProcesses();

function placeOfProcesses(): string | null {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/** Of a process elsewhere nobody can tell; there its age decides. */
function isDead({ place, pid }: Holder): boolean {
  return place !== null && place === PLACE && !processRuns(pid);
}

/** undefined: it has been given back meanwhile. */
async function readHolder(blobs: Blobs, key: string): Promise<Holder | undefined> {
  const found = await blobs.get(key);
  const value = found && parseJson(Buffer.from(found.body).toString('utf8'));
  if (!isRecord(value) || typeof value.use !== 'string' || !(value.use in NAMES)) return undefined;
  return value as unknown as Holder;
}
