import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import type { NodeName } from '../../src/domain/ids.ts';
import { keys } from '../../src/store/keys.ts';
import { type Lock, takeLock } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/open.ts';
import { thisOwner } from '../../src/store/owner.ts';
import { movePointer, readPointer } from '../../src/store/pointer.ts';
import type { Blobs } from '../../src/store/store.ts';
import { type Moto, makeBucket, startMoto } from '../aws/moto.ts';

const node = 'node1' as NodeName;
const APPLY = { use: 'apply', stack: 'test' } as const;
const ELSEWHERE = 'another machine';
/** Longer than a bucket's clock is coarse, and than a holder's beat. */
const GONE = 2_500;

let moto: Moto;
let buckets = 0;
let folders: string[] = [];
let location: string;
let blobs: Blobs;
beforeAll(async () => {
  moto = await startMoto();
}, 90_000);
afterAll(() => moto.end());
afterEach(() => vi.unstubAllEnvs());

const STORES = {
  async folder() {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-lock-'));
    folders.push(folder);
    return `file:${folder}`;
  },
  async bucket() {
    for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
    const name = `lock-${++buckets}`;
    await makeBucket(name);
    return `s3://${name}`;
  },
};

/** A process that takes the lock, and answers each line that it is told. */
function startHolder(...args: string[]) {
  const file = join(import.meta.dirname, 'fixtures/holder.ts');
  const child = execa(process.execPath, [file, location, ...args], {
    reject: false,
    buffer: false,
    stderr: 'inherit',
    env: { NODE_NO_WARNINGS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async (): Promise<string> => (await lines.next()).value ?? 'ended';
  holders.push(child);
  return {
    child,
    hear,
    tell: (line: string) => {
      child.stdin.write(`${line}\n`);
      return hear();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await child;
    },
  };
}
let holders: { kill(signal: 'SIGKILL'): boolean }[] = [];
afterEach(async () => {
  await Promise.all(
    holders.map((child) => {
      child.kill('SIGKILL');
      return child;
    }),
  );
  holders = [];
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  folders = [];
});

const take = (query: { gone?: number } = {}) => takeLock(blobs, APPLY, query);
/** The lock, once its holder elsewhere counts as gone. */
async function takeWhenFree(): Promise<Lock> {
  let lock: Lock | undefined;
  const tried = async () => {
    lock = await take({ gone: GONE });
    return true;
  };
  await expect.poll(() => tried().catch(() => false), { timeout: 20_000 }).toBe(true);
  if (!lock) throw new Error('no lock');
  return lock;
}
const pointer = () => readPointer(blobs, node, 'cluster');
const move = (lock: Pick<Lock, 'held'>, to: string, through = blobs) =>
  movePointer({ blobs: through, fence: lock.held }, node, 'cluster', sha256(to));

describe.each(Object.entries(STORES))('the lock of a %s', { timeout: 60_000 }, (_, fresh) => {
  beforeEach(async () => {
    location = await fresh();
    blobs = openStore(location, '/');
  });

  it('is held by one, who is named, and free again after it, with another token', async () => {
    vi.stubEnv('GITHUB_SERVER_URL', 'https://ci.example');
    vi.stubEnv('GITHUB_REPOSITORY', 'o/r');
    vi.stubEnv('GITHUB_RUN_ID', '7');
    const first = await take();
    await expect(takeLock(blobs, { use: 'gc', stack: 'test' })).rejects.toMatchObject({
      code: 'stack-locked',
      message: expect.stringMatching(
        /^the stack test is being applied by .+ on .+ \(process \d+, https:\/\/ci\.example\/o\/r\/actions\/runs\/7\) since 20\d\d-/,
      ),
      action: expect.stringContaining(`kill -9 ${process.pid}`),
    });
    expect(await first.held()).toBe(1);
    await first.release();
    await expect(first.held()).rejects.toMatchObject({ code: 'stack-lock-lost' });
    const second = await take();
    expect(await second.held()).toBe(2);
    await first.release();
    expect(await second.held()).toBe(2);
    await second.release();
  });

  it('is got by exactly one of several that start at once', async () => {
    for (let round = 1; round <= 5; round++) {
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => take()));
      const [lock, ...more] = tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value] : []));
      expect(more).toEqual([]);
      const codes = tries.flatMap((t) => (t.status === 'rejected' ? [t.reason.code] : []));
      expect(codes).toEqual(Array(4).fill('stack-locked'));
      expect(await lock?.held()).toBe(round);
      await lock?.release();
    }
    const said = await Promise.all([startHolder(), startHolder(), startHolder()].map(({ hear }) => hear()));
    expect(said.toSorted()).toEqual(['held', 'stack-locked', 'stack-locked']);
  });

  it('is taken at once from a process of this machine that was killed', async () => {
    const holder = startHolder();
    expect(await holder.hear()).toBe('held');
    await holder.kill();
    expect(await (await take()).held()).toBe(2);
  });

  it('stays with a process of this machine that stands still', async () => {
    const holder = startHolder();
    expect(await holder.hear()).toBe('held');
    holder.child.kill('SIGSTOP');
    await expect(take({ gone: 0 })).rejects.toMatchObject({ code: 'stack-locked' });
    holder.child.kill('SIGCONT');
    expect(await holder.tell('move')).toBe('moved');
  });

  it('stays with a holder elsewhere that shows itself, and is taken once it was killed', async () => {
    const holder = startHolder(ELSEWHERE);
    expect(await holder.hear()).toBe('held');
    await new Promise((resolve) => setTimeout(resolve, GONE));
    await expect(take({ gone: GONE })).rejects.toMatchObject({
      code: 'stack-locked',
      action: expect.stringMatching(/free 2\.5 s after its last sign of life, which was \d+ s ago/),
    });
    await holder.kill();
    const lock = await takeWhenFree();
    expect(await lock.held()).toBe(2);
    await lock.release();
  });

  it('is lost to a process that stood still elsewhere: it wakes and moves no pointer', async () => {
    const holder = startHolder(ELSEWHERE);
    expect(await holder.hear()).toBe('held');
    expect(await holder.tell('move')).toBe('moved');
    holder.child.kill('SIGSTOP');
    const lock = await takeWhenFree();
    holder.child.kill('SIGCONT');
    expect(await holder.tell('move')).toBe('stack-lock-lost');
    expect(await holder.tell('remove')).toBe('stack-lock-lost');
    expect(await pointer()).toMatchObject({ release: sha256('late'), generation: 1, token: 2 });
    await move(lock, 'new');
    expect(await holder.tell('move')).toBe('stack-lock-lost');
    // It does not give back what is no longer its own.
    expect(await holder.tell('release')).toBe('released');
    expect(await lock.held()).toBe(2);
    expect(await pointer()).toMatchObject({ release: sha256('new'), generation: 2, token: 2 });
  });

  it('is lost to a put that was on its way: whoever took it over has changed the pointer', async () => {
    const owner = { ...(await thisOwner()), place: ELSEWHERE };
    const first = await takeLock(blobs, APPLY, { owner, beat: 600_000 });
    await move(first, 'old');
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    const slow: Blobs = { ...blobs, put: (...args) => opened.then(() => blobs.put(...args)) };
    const late = move(first, 'late', slow);
    const lock = await takeWhenFree();
    open();
    await expect(late).rejects.toMatchObject({ code: 'pointer-moved' });
    expect(await pointer()).toEqual({ release: sha256('old'), generation: 1, token: 2 });
    await lock.release();
  });

  it('goes on above the tokens of all pointers where it was deleted', async () => {
    for (let i = 0; i < 3; i++) {
      const lock = await take();
      await move(lock, String(i));
      await lock.release();
    }
    await blobs.delete(keys.lock);
    const lock = await take();
    expect(await lock.held()).toBe(4);
    await move(lock, 'again');
  });

  it('does not move what was moved under a later one', async () => {
    const lock = await take();
    await move({ held: async () => 9 }, 'later');
    await expect(move(lock, 'now')).rejects.toMatchObject({ code: 'stack-lock-lost' });
    expect(await pointer()).toMatchObject({ release: sha256('later') });
  });
});

describe('the lock', () => {
  beforeEach(async () => {
    location = await STORES.folder();
    blobs = openStore(location, '/');
  });
  const killed = { pid: 2 ** 22 + 1 };

  it.each([
    ['has ended', killed],
    ['has ended, and another has its number now', { started: '1' }],
  ])('is taken at once from a process that %s', async (_, change) => {
    await takeLock(blobs, APPLY, { owner: { ...(await thisOwner()), ...change } });
    expect(await (await take()).held()).toBe(2);
  });

  it('is waited for where nobody can tell whether its process runs', async () => {
    const { place, ...owner } = await thisOwner();
    await takeLock(blobs, APPLY, { owner: { ...owner, ...killed } });
    await expect(take()).rejects.toMatchObject({ code: 'stack-locked' });
  });

  it('asks the store before work that is done often, once a second', async () => {
    const gets = vi.fn(blobs.get);
    const lock = await takeLock({ ...blobs, get: gets }, APPLY);
    gets.mockClear();
    for (let i = 0; i < 20; i++) await lock.check();
    expect(gets.mock.calls.length).toBeLessThan(20);
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] });
    try {
      await blobs.delete(keys.lock);
      await expect(lock.check()).rejects.toMatchObject({ code: 'stack-lock-lost' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is refused where it reads like nothing of ours', async () => {
    await blobs.put(keys.lock, '{"token":"1"}');
    await expect(take()).rejects.toMatchObject({ code: 'store-value' });
  });
});
