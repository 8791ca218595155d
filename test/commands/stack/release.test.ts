import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../../src/store/lock.ts';
import type { TestAgent } from '../../apply/agent.ts';
import { PLANTED } from './planted.ts';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
let node1: TestAgent;
let node2: TestAgent;
beforeEach(async () => {
  project = await makeProject();
  [node1, node2] = project.agents as [TestAgent, TestAgent];
});
afterEach(() => project.end());

const run = (...args: string[]) => project.start(...args);
/** Everything in the store but its lock. */
const kept = async () => (await project.blobs.list('')).filter((key) => !key.startsWith('lock/'));
const STACK = ['--stack', 'test'];
const apply = async () => expect(await run('apply', ...STACK, '--yes')).toMatchObject({ exitCode: 0 });
const greet = (text: string) =>
  project.edit('yamada-shoji', (file) => file.replace(/(greeting: ).*/, `$1${text}`));

interface Listed {
  part: string;
  digest: string;
  applied: boolean;
  nodes: { node: string; state: string; reason?: string }[];
}
async function list(part: string): Promise<Listed[]> {
  const { stdout } = await run('release/list', ...STACK, '--format=json');
  return (JSON.parse(stdout) as { releases: Listed[] }).releases.filter((row) => row.part === part);
}
/** Everything in the store was put two hours earlier. */
async function age(): Promise<void> {
  for (const kind of ['objects', 'releases', 'rooms']) {
    for (const { key, modified } of await project.blobs.entries(`${kind}/`)) {
      const then = new Date(modified - 7_200_000);
      await utimes(join(project.home.store, key), then, then);
    }
  }
}

describe('release list and activate', { timeout: 60_000 }, () => {
  it('go back to an earlier release until git follows or an apply takes it back', async () => {
    await apply();
    const [first] = await list('shard-main');
    await age();
    await greet('もしもし');
    await apply();
    const [second, before] = await list('shard-main');
    expect(before?.digest).toBe(first?.digest);
    expect(second).toMatchObject({
      applied: true,
      nodes: [
        { node: 'node1', state: 'proved' },
        { node: 'node2', state: 'proved' },
      ],
    });
    expect(before).toMatchObject({ applied: false, nodes: [] });
    const short = before?.digest.slice(0, 12) ?? '';

    const back = await run('release/activate', short, ...STACK, '--reason', '名前が出ない');
    expect(back).toMatchObject({ exitCode: 0, stderr: '' });
    expect(back.stdout).toContain(`shard-main is at release ${before?.digest}`);
    expect(node1.taken.at(-1)).toBe(`shard-main ${before?.digest}`);
    expect(node2.taken.at(-1)).toBe(`shard-main ${before?.digest}`);
    const text = await run('release/list', ...STACK);
    expect(text.stdout).toMatch(new RegExp(`${short} .*, node1 proved \\(名前が出ない\\), node2 proved`));

    const drift = await run('drift', ...STACK);
    expect(drift.exitCode).toBe(2);
    expect(drift.stdout).toContain(`expected: ${second?.digest}`);
    expect(drift.stdout).toContain(`found:    ${before?.digest} (名前が出ない)`);

    await apply();
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
    expect((await list('shard-main'))[0]).toMatchObject({ applied: true, digest: second?.digest });

    // Git follows: what was gone back to is applied, and nothing moves.
    await run('release/activate', short, ...STACK, '--reason', 'again');
    await greet('お電話ありがとうございます。山田商事でございます。');
    const taken = node1.taken.filter((line) => line.startsWith('shard-main')).length;
    await apply();
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
    expect((await list('shard-main')).find((row) => row.applied)?.digest).toBe(before?.digest);
    expect(node1.taken.filter((line) => line.startsWith('shard-main')).length).toBe(taken);
    for (const planted of PLANTED) expect(text.stdout + drift.stdout).not.toContain(planted);
  });

  it('give a node that fails its pointer back, and stop there', async () => {
    await apply();
    await greet('もしもし');
    await apply();
    const [now, before] = await list('shard-main');
    node1.failing = (part, { release }) =>
      part === 'shard-main' && release === before?.digest ? 'read back: 1 differs' : undefined;
    const failed = await run('release/activate', before?.digest ?? '', ...STACK, '--reason', 'x');
    expect(failed).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error node-failed: node node1/),
    });
    const pointed = (await list('shard-main')).find((row) => row.digest === now?.digest);
    expect(pointed?.nodes.map((n) => n.node)).toEqual(['node1', 'node2']);
    expect(node2.taken.at(-1)).toBe(`shard-main ${now?.digest}`);
  });

  it('skip and name a silent node', async () => {
    await apply();
    await greet('もしもし');
    await apply();
    const [, before] = await list('shard-main');
    node2.silent = true;
    const back = await run('release/activate', before?.digest ?? '', ...STACK, '--reason', 'x');
    expect(back).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error nodes-silent: .*node2/),
    });
    expect(node1.taken.at(-1)).toBe(`shard-main ${before?.digest}`);
  });

  it('refuse what is no release of ours, and do nothing beside an apply', async () => {
    await apply();
    const [now] = await list('cluster');
    const digest = now?.digest ?? '';
    const activate = async (name: string, reason: string) => {
      const { exitCode, stderr } = await run('release/activate', name, ...STACK, '--reason', reason);
      expect(exitCode).toBe(1);
      return stderr;
    };
    expect(await activate('0'.repeat(64), 'x')).toMatch(/^error release-unknown: .*[^\n]$/);
    expect(await activate('../keys', 'x')).toMatch(/^error release-unknown: /);
    expect(await activate(digest, ' ')).toMatch(/^error bad-reason: /);
    expect(await activate(digest, 'a\nb')).toMatch(/^error bad-reason: /);
    const lock = await takeLock(project.blobs, { use: 'apply', stack: 'test' });
    expect(await activate(digest, 'x')).toMatch(
      /^error stack-locked: the stack test is being applied by .*process \d+/,
    );
    await lock.release();
    const [object] = await project.blobs.list('objects/');
    await project.blobs.put(`releases/${digest}`, '{"body":{"format":"x"},"signature":"y"}');
    expect(await activate(digest, 'x')).toMatch(/^error release-format: /);
    expect((await run('release/list', ...STACK)).stdout).toContain(`refused: ${digest.slice(0, 12)}: `);
    expect(object).toBeDefined();
    expect((await run('release/activate', digest, ...STACK)).stderr).toMatch(/^error usage: .*reason/);
  });
});

describe('store gc', { timeout: 120_000 }, () => {
  it('takes away what nothing needs, and nothing else', async () => {
    const refused = await run('store/gc', ...STACK);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^error never-applied: /) });
    for (const text of ['いち', 'に', 'さん', 'よん']) {
      await greet(text);
      await project.edit('sakura-realty', (file) => file.replace(/room: .*/, `room: 受電報告${text}`));
      await apply();
      await age();
    }
    const all = await kept();
    const young = await run('store/gc', ...STACK, '--keep', '2', '--format', 'json');
    const would = JSON.parse(young.stdout) as { done: boolean; removed: Record<string, string[]> };
    expect(would.done).toBe(false);
    expect(would.removed.releases).toHaveLength(2);
    expect(would.removed.rooms).toHaveLength(3);
    expect(await kept()).toEqual(all);
    expect((await run('store/gc', ...STACK, '--keep', '2')).stdout).toMatch(
      /^Would take away: 2 releases, 3 rooms and \d+ objects \(0\.\d MB\); .* Do it with --yes$/,
    );

    const lock = await takeLock(project.blobs, { use: 'apply', stack: 'test' });
    expect((await run('store/gc', ...STACK, '--yes')).stderr).toMatch(/^error stack-locked: /);
    await lock.release();

    const done = await run('store/gc', ...STACK, '--keep', '2', '--yes');
    expect(done).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringMatching(/^Taken away: 2 releases/),
    });
    const gone = Object.values(would.removed).flat();
    expect(await kept()).toEqual(all.filter((key) => !gone.includes(key)));
    expect((await run('store/gc', ...STACK, '--keep', '2', '--yes')).stdout).toMatch(
      /^Nothing to take away; /,
    );

    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
    const [, before] = await list('shard-main');
    expect(await run('release/activate', before?.digest ?? '', ...STACK, '--reason', 'x')).toMatchObject({
      exitCode: 0,
    });
    // What a node is pointed at stays, though it is not what is applied.
    await run('store/gc', ...STACK, '--keep', '1', '--yes');
    await apply();
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
    await greet('いち');
    await apply();
  });

  it('leaves alone what was put within the hour', async () => {
    for (const text of ['いち', 'に', 'さん']) {
      await greet(text);
      await apply();
    }
    expect((await run('store/gc', ...STACK, '--keep', '1', '--yes')).stdout).toMatch(
      /^Nothing to take away; /,
    );
  });
});
