import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../../src/store/keys.ts';
import { takeLock } from '../../../src/store/lock.ts';
import type { TestAgent } from '../../apply/agent.ts';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
let node1: TestAgent;
beforeEach(async () => {
  project = await makeProject();
  [node1] = project.agents as [TestAgent, TestAgent];
});
afterEach(() => project.end());

const run = (...args: string[]) => project.start(...args);
const STACK = ['--stack', 'test'];
const pointers = async () => {
  const found = (await project.desired()).map(async (key) => [
    key,
    String((await project.blobs.get(key))?.body),
  ]);
  return Object.fromEntries(await Promise.all(found));
};
/** Whoever holds the lock is on another machine, and was last seen two minutes ago. */
async function elsewhere(): Promise<void> {
  const file = join(project.home.store, keys.lock);
  const lock = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...lock, holder: { ...lock.holder, place: 'elsewhere' } }));
  const then = Date.now() / 1000 - 120;
  await utimes(file, then, then);
}

describe('an apply', { timeout: 120_000 }, () => {
  it('is refused while another one runs, with who and since when', async () => {
    const lock = await takeLock(project.blobs, { use: 'apply', stack: 'test' });
    const refused = await run('apply', ...STACK, '--yes');
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error stack-locked: .*\(process \d+.*\) since 20/),
    });
    await lock.release();
    expect((await run('apply', ...STACK, '--yes')).exitCode).toBe(0);
  });

  it('that stood still elsewhere while its lock was taken over wakes and moves nothing', async () => {
    await run('apply', ...STACK, '--yes');
    const greet = (text: string) =>
      project.edit('yamada-shoji', (file) => file.replace(/(greeting: ).*/, `$1${text}`));
    await greet('いち');
    const first = run('apply', ...STACK, '--yes');
    let stopped = false;
    // Between one node's pointer and the next one's.
    node1.failing = (part) => {
      if (part === 'shard-main') stopped = stopped || first.kill('SIGSTOP');
      return undefined;
    };
    await expect.poll(() => stopped, { timeout: 20_000 }).toBe(true);
    await elsewhere();
    await greet('に');
    expect(await run('apply', ...STACK, '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    const before = await pointers();
    first.kill('SIGCONT');
    expect(await first).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error stack-lock-lost: [^\n]*$/),
    });
    expect(await pointers()).toEqual(before);
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
  });
});
