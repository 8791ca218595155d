import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackend } from '../../../src/apply/engines/pulumi/checkpoint.ts';
import { clearStaleLocks } from '../../../src/apply/engines/pulumi/stale-lock.ts';

/** Of no process: Linux counts to here. */
const GONE = 2 ** 22 + 1;
const DAY_MS = 86_400_000;

interface Look {
  ofStack?: (stack: string) => boolean;
  endingMs?: number;
}

let folder: string;
let locks: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-locks-'));
  locks = join(folder, '.pulumi/locks/organization/denwaban/test.main');
  await mkdir(locks, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As Pulumi's CLI leaves one. */
async function leave(name: string, lock: { pid: number; host?: string; at?: number }) {
  const { pid, host = hostname(), at = Date.now() } = lock;
  const text = JSON.stringify({
    pid,
    username: 'test',
    hostname: host,
    timestamp: new Date(at).toISOString(),
  });
  await writeFile(join(locks, `${name}.json`), text);
}

const clear = ({ ofStack = (): boolean => true, endingMs = 20_000 }: Look = {}) =>
  clearStaleLocks(openBackend(pathToFileURL(folder).href), ofStack, endingMs);

describe('a lock of Pulumi’s', () => {
  it('whose process has ended is cleared, and so is one of another machine, and one that says nothing', async () => {
    await leave('ended', { pid: GONE });
    await leave('elsewhere', { pid: process.pid, host: 'another-machine.example' });
    await writeFile(join(locks, 'empty.json'), '');
    await clear();
    expect(await readdir(locks)).toEqual([]);
  });

  it('whose process’s number is another’s by now is cleared', async () => {
    await leave('reused', { pid: process.pid, at: Date.now() - DAY_MS });
    await clear();
    expect(await readdir(locks)).toEqual([]);
  });

  it('of a process that runs is never taken for stale, though others beside it are cleared', async () => {
    await leave('held', { pid: process.pid });
    await leave('ended', { pid: GONE });
    await expect(clear({ endingMs: 300 })).rejects.toMatchObject({
      code: 'pulumi-locked',
      message: expect.stringMatching(`test\\.main .* process ${process.pid}`),
    });
    expect(await readdir(locks)).toEqual(['held.json']);
  });

  it('whose process has ended, but nobody has asked how, is cleared', async () => {
    // The parent becomes a program that asks after no child.
    const script = 'sleep 0.1 & echo $!; exec sleep 60';
    const parent = execa('sh', ['-c', script], { buffer: false, reject: false });
    const [child] = await once(parent.stdout, 'data');
    try {
      await leave('unasked', { pid: Number(child) });
      await clear();
      expect(await readdir(locks)).toEqual([]);
    } finally {
      parent.kill('SIGKILL');
      await parent;
    }
  });

  it('on a stack of another environment is let be', async () => {
    await leave('ended', { pid: GONE });
    await clear({ ofStack: (stack) => stack === 'other.main' });
    expect(await readdir(locks)).toEqual(['ended.json']);
  });
});
