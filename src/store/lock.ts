import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { knownPointers } from './catalogue.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import { isAlive, type Owner, thisOwner } from './owner.ts';
import { type Fence, stampPointer } from './pointer.ts';
import { sideBySide } from './side-by-side.ts';
import type { Blobs } from './store.ts';

/** What a store is locked for. */
export type Use = 'apply' | 'activate' | 'gc';

/** Milliseconds between two signs of life. */
const BEAT = 10_000;
/** Whoever has given no sign of life for so long is gone. Milliseconds by the store's clock. */
const GONE = 60_000;
/** For so long an answer of the store is believed: many small steps do not ask for each. Milliseconds. */
const BELIEVED = 1_000;

export interface Lock {
  /** Asks the store whether it is still ours. @returns the token of this holding. Problem `stack-lock-lost` */
  readonly held: Fence;
  /** The same before work that is done often: asks at most once a second. */
  check(): Promise<void>;
  /** Gives it back, where it is still ours. */
  release(): Promise<void>;
}

/**
 * Locks a store, for everybody who works with it, on whatever machine and with whatever engine. Whoever holds it counts one up with each
 * holding: its token, which pointers carry. A holder that has ended loses the lock at once to its own machine, and elsewhere a minute after
 * its last sign of life, by the store's clock. One that runs on this machine keeps it however long it stands still, since it goes on with
 * the state file where it was.
 *
 * One that stood still elsewhere and wakes can move nothing: before each move it asks whether the lock is still its own, and whoever took
 * the lock over has put a token of its own into every pointer, so that a put that had been on its way is lost.
 *
 * Problem `stack-locked`, with what is done, by whom and since when.
 *
 * @param query.beat milliseconds between two signs of life; `gone`: without one for so long a holder elsewhere counts as gone
 */
export async function takeLock(
  blobs: Blobs,
  what: { use: Use; stack: string },
  query: { owner?: Owner; beat?: number; gone?: number } = {},
): Promise<Lock> {
  const { owner = await thisOwner(), beat = BEAT, gone = GONE } = query;
  for (;;) {
    const before = await readLock(blobs);
    const holder = before?.value.holder;
    if (holder) await refuseWhereHeld(blobs, holder, gone);
    const token = (before?.value.token ?? (await highestToken(blobs))) + 1;
    const value: LockValue = { token, holder: { ...owner, ...what }, beat: 0 };
    if (!(await blobs.put(keys.lock, JSON.stringify(value), { ifVersion: before?.version ?? null })))
      continue;
    // A holder that gave the lock back moves nothing any more; of any other nobody knows.
    if (!before || holder) await stampPointers(blobs, token);
    return holding(blobs, owner.id, token, beat);
  }
}

/** Milliseconds since 1970 by the store's clock: when a value is put now. */
export async function storeTime(blobs: Blobs): Promise<number> {
  await blobs.put(keys.clock, '');
  return (await blobs.entries(keys.clock))[0]?.modified ?? Date.now();
}

interface LockValue {
  /** Of the last holding; never becomes less. */
  token: number;
  /** Absent: nobody. */
  holder?: Holder;
  /** Counts the signs of life: each makes another version of it. */
  beat?: number;
}

type Holder = Owner & { use: Use; stack: string };

const DOING: Record<Use, Text> = {
  apply: { en: 'being applied', ja: '適用中' },
  activate: { en: 'going back to another release', ja: '別のリリースに戻しているところ' },
  gc: { en: 'being tidied (store gc)', ja: '片付け中（store gc）' },
};

function holding(blobs: Blobs, id: string, token: number, beat: number): Lock {
  let asked = Date.now();
  const ours = async () => {
    const now = await readLock(blobs);
    return now?.value.holder?.id === id ? now : undefined;
  };
  const write = async (next: (value: LockValue) => LockValue) => {
    const now = await ours();
    if (now) await blobs.put(keys.lock, JSON.stringify(next(now.value)), { ifVersion: now.version });
  };
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // Where it fails the next one tries again.
    beating = write((value) => ({ ...value, beat: (value.beat ?? 0) + 1 })).catch(() => {});
  }, beat);
  timer.unref();
  const held = async () => {
    if (!(await ours())) throw lockLost();
    asked = Date.now();
    return token;
  };
  return {
    held,
    async check() {
      // The clock on the wall: the other one stands still where the machine sleeps.
      if (Math.abs(Date.now() - asked) > BELIEVED) await held();
    },
    async release() {
      clearInterval(timer);
      await beating;
      // What is not given back is taken from a process that has ended.
      await write(() => ({ token })).catch(() => {});
    },
  };
}

async function refuseWhereHeld(blobs: Blobs, holder: Holder, gone: number): Promise<void> {
  const alive = await isAlive(holder);
  if (alive === false) return;
  const { use, stack, user, host, pid, since, run } = holder;
  let action = {
    en: `wait until that has ended, then run this one again; if it hangs, end it with: kill -9 ${pid}`,
    ja: `終わってからもう一度実行してください。固まっているなら kill -9 ${pid} で終わらせてください`,
  };
  if (alive === undefined) {
    const now = await storeTime(blobs);
    const silent = now - ((await blobs.entries(keys.lock))[0]?.modified ?? 0);
    if (silent > gone) return;
    const ago = Math.max(0, Math.round(silent / 1000));
    action = {
      en: `wait until that has ended, then run this one again; if it is gone, the lock is free ${gone / 1000} s after its last sign of life, which was ${ago} s ago`,
      ja: `終わってからもう一度実行してください。もう動いていないなら、最後の合図（${ago} 秒前）から ${gone / 1000} 秒でロックが外れます`,
    };
  }
  const process = `${pid}${run === undefined ? '' : `, ${run}`}`;
  const message = {
    en: `the stack ${stack} is ${DOING[use].en} by ${user} on ${host} (process ${process}) since ${since}`,
    ja: `スタック ${stack} は ${since} から ${host} の ${user}（プロセス ${process}）が${DOING[use].ja}です`,
  };
  throw new Problem('stack-locked', message, action);
}

/** Where there is no lock, though there was one: copied without it, or deleted by hand. */
async function highestToken(blobs: Blobs): Promise<number> {
  return Math.max(0, ...(await knownPointers(blobs)).map(({ token = 0 }) => token));
}

async function stampPointers(blobs: Blobs, token: number): Promise<void> {
  await sideBySide(await knownPointers(blobs), ({ node, part }) => stampPointer(blobs, node, part, token));
}

function readLock(blobs: Blobs): Promise<{ value: LockValue; version: string } | undefined> {
  return readJson(blobs, keys.lock, isLock);
}

function isLock(value: unknown): value is LockValue {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.token) &&
    (value.holder === undefined || isHolder(value.holder))
  );
}

function isHolder(value: unknown): value is Holder {
  return (
    isRecord(value) &&
    ['id', 'user', 'host', 'since', 'stack'].every((name) => typeof value[name] === 'string') &&
    typeof value.pid === 'number' &&
    typeof value.use === 'string' &&
    value.use in DOING
  );
}

function lockLost(): Problem {
  return new Problem(
    'stack-lock-lost',
    {
      en: 'the lock of this stack was taken over: this process stood still, or did not reach the store, for too long',
      ja: 'このスタックのロックがほかに移りました。このプロセスが長く止まっていたか、ストアにつながりませんでした',
    },
    {
      en: 'wait for whoever has it now, then run this again: it goes on where it was',
      ja: '今の持ち主が終わってから、もう一度実行してください。続きから始まります',
    },
  );
}
