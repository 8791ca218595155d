import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestAgent } from '../../apply/agent.ts';
import { PLANTED } from './planted.ts';
import { makeProject, type TestProject, TOKEN } from './project.ts';

let project: TestProject;
let node1: TestAgent;
let node2: TestAgent;
beforeEach(async () => {
  project = await makeProject();
  [node1, node2] = project.agents as [TestAgent, TestAgent];
});
afterEach(() => project.end());

const run = (...args: string[]) => project.start(...args);
const STACK = ['--stack', 'test'];

describe('plan, apply, drift, destroy', { timeout: 60_000 }, () => {
  it('go from nothing to a stack without drift and back', async () => {
    const planned = await run('plan', ...STACK, '--detailed-exitcode');
    expect(planned).toMatchObject({ exitCode: 2, stderr: '' });
    expect(planned.stdout).toContain(
      '+ yamada-shoji\n    callers: calls to 03-5000-0001 (forwarding) are taken from 2026-12-01',
    );

    expect(await run('drift', ...STACK)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error never-applied: .*denwaban apply --stack test$/),
    });

    const refused = await run('apply', ...STACK);
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error not-confirmed: .*--yes$/),
    });
    expect(node1.taken).toEqual([]);

    const applied = await run('apply', ...STACK, '--engine', 'embedded', '--yes');
    expect(applied.stderr).toBe('');
    expect(applied.stdout).toMatch(/^Applied: \d+ created, 0 updated, 0 mended, 0 deleted, 0 unchanged/);

    expect(await run('plan', ...STACK, '--detailed-exitcode')).toMatchObject({ exitCode: 0 });
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0, stdout: 'No drift (stack test)' });

    const destroyed = await run('destroy', ...STACK, '--yes');
    expect(destroyed.stderr).toBe('');
    await expect.poll(() => [...node1.live.keys(), ...node2.live.keys()]).toEqual([]);
    expect((await run('apply', ...STACK, '--yes')).exitCode).toBe(0);
    const rooms = await project.rooms();
    expect(new Set(rooms.map((room) => room.room)).size).toBe(rooms.length);

    const state = await readFile(project.home.state, 'utf8');
    const printed = [planned, refused, applied, destroyed].map((r) => r.stdout + r.stderr).join('\n');
    for (const secret of PLANTED) expect(`${state}${printed}`).not.toContain(secret);
  });

  it.each([
    ['plan'],
    ['apply', '--yes'],
    ['drift'],
    ['destroy', '--yes'],
    ['release/activate', '0123456789ab', '--reason', 'tried'],
  ])('%s refuses another engine than the stack’s own, and does nothing', async (...args) => {
    expect(await run(...args, ...STACK, '--engine', 'pulumi')).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^error engine-mismatch: stack test is run by the engine embedded, not by pulumi, .+$/,
      ),
    });
    expect(await project.desired()).toEqual([]);
  });

  it('find and mend what was changed by hand, each difference with its tenant and node', async () => {
    await run('apply', ...STACK, '--yes');
    node2.live.get('shard-main')?.set('tenant yamada-shoji', 'changed \u001b[31mby hand');
    const found = await run('drift', ...STACK, '--format', 'json');
    expect(found.exitCode).toBe(2);
    node2.live.get('cluster')?.set('context by-hand', 'x');
    const text = await run('drift', ...STACK);
    expect(text.exitCode).toBe(2);
    expect(text.stdout).not.toContain('\u001b');
    expect(text.stdout).toContain('node2 dialplan: changed tenant yamada-shoji');
    expect(text.stdout).toContain('node2 dialplan: unowned context by-hand');
    expect(text.stdout).not.toContain('node1');
    expect((await run('apply', ...STACK, '--yes')).stdout).toContain('3 mended');
    expect((await run('drift', ...STACK)).exitCode).toBe(0);
  });

  it('find what was changed in a room, keep customers who came by the link, and say so', async () => {
    await run('apply', ...STACK, '--yes');
    const call = (method: string, path: string, form: Record<string, string>) =>
      fetch(`${project.api}${path}`, {
        method,
        headers: { 'x-chatworktoken': TOKEN },
        body: new URLSearchParams(form),
      });
    let id = 0;
    for (const { roomId } of await project.rooms()) {
      const joined = await call('POST', `/_sandbox/rooms/${roomId}/join`, { account: '4711' });
      if (joined.ok) id = roomId;
    }
    expect(await run('drift', ...STACK)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('account 4711'),
    });
    await call('PUT', `/v2/rooms/${id}`, { name: 'renamed by hand', description: 'no marker' });
    await call('PUT', `/v2/rooms/${id}/members`, { members_admin_ids: '1', members_readonly_ids: '4711' });
    await call('DELETE', `/v2/rooms/${id}/link`, {});
    const found = await run('drift', ...STACK, '--format=json');
    expect(found.exitCode).toBe(2);
    const items = JSON.parse(found.stdout).differences.map((d: { item: string; tenant: string }) => d.item);
    expect(items).toEqual(
      expect.arrayContaining([`room ${id} name`, `room ${id} description`, `room ${id} invitation link`]),
    );
    const applied = await run('apply', ...STACK, '--yes');
    expect(applied.stdout).toContain('1 mended');
    expect(applied.stdout).toContain('they stay');
    expect(await run('drift', ...STACK)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('account 4711'),
    });
  });

  it('ask Chatwork nothing where the stack captures, also where it was live before', async () => {
    const delivery = (word: string) =>
      project.configure((text) => text.replace(/delivery: .*/, `delivery: ${word}`));
    const applied = async () => {
      const before = project.asked();
      expect(await run('apply', ...STACK, '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
      return project.asked() - before;
    };
    await delivery('capture');
    expect(await applied()).toBe(0);
    expect(await project.rooms()).toEqual([]);
    await delivery('live');
    expect(await applied()).toBeGreaterThan(0);
    const rooms = await project.rooms();
    expect(rooms.length).toBeGreaterThan(0);
    await delivery('capture');
    expect(await applied()).toBe(0);
    expect(await project.rooms()).toEqual(rooms);
  });

  it('say that drift could not look where a node is silent, and still print what was found elsewhere', async () => {
    await run('apply', ...STACK, '--yes');
    node1.silent = true;
    node2.live.get('numbers')?.set('context by-hand', 'x');
    const found = await run('drift', ...STACK);
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toContain('could not look: node1');
    expect(found.stdout).toContain('unowned context by-hand');
  });

  it('name what the files say beyond what is applied, which is no drift', async () => {
    await run('apply', ...STACK, '--yes');
    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    const found = await run('drift', ...STACK);
    expect(found).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('not applied yet (no drift): update Tenant yamada-shoji'),
    });
  });
});

describe('an apply', { timeout: 120_000 }, () => {
  it('writes nothing where the files are not valid', async () => {
    await project.edit('yamada-shoji', (text) => text.replace('03-5000-0001', '03-9999-0001'));
    const { exitCode, stderr } = await run('apply', ...STACK, '--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('number-not-owned');
    expect(await project.desired()).toEqual([]);
    expect(await project.blobs.list('objects/')).toEqual([]);
  });

  it('skips and names a silent node, as JSON in one document', async () => {
    await run('apply', ...STACK, '--yes');
    node2.silent = true;
    await project.edit('yamada-shoji', (text) => text.replace('でございます', 'です'));
    const { exitCode, stdout, stderr } = await run('apply', ...STACK, '--yes', '--format', 'json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, silentNodes: ['node2'], done: { updated: 2 } });
    expect(await run('apply', ...STACK, '--yes')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error nodes-silent: .*node2/),
    });
  });

  it('tells of each tenant what has become of it, and why, in one document', async () => {
    await run('apply', ...STACK, '--yes');
    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    node2.failing = (part) => (part === 'shard-main' ? 'no room' : undefined);
    const failed = await run('apply', ...STACK, '--yes', '--format=json');
    expect(failed).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(failed.stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'node-failed', message: 'node node2 could not take shard-main: no room' }],
      tenants: [{ tenant: 'yamada-shoji', result: 'failed', problem: { code: 'node-failed' } }],
    });
    const text = await run('apply', ...STACK, '--yes');
    expect(text.stdout).toContain(
      '\n  failed yamada-shoji: node-failed: node node2 could not take shard-main',
    );
    expect(text.stderr).toMatch(/^error node-failed: [^\n]*$/);
    node2.failing = () => undefined;
    node1.silent = true;
    const silent = await run('apply', ...STACK, '--yes', '--format=json');
    expect(silent).toMatchObject({ exitCode: 1, stderr: '' });
    expect(JSON.parse(silent.stdout)).toMatchObject({
      diagnostics: [{ code: 'nodes-silent' }],
      tenants: [{ tenant: 'yamada-shoji', result: 'changed' }],
      silentNodes: ['node1'],
    });
  });

  it('stops after the running step on Ctrl-C, and goes on the next time', async () => {
    await project.configure((text) => text.replace('nodeSilenceSeconds: 1', 'nodeSilenceSeconds: 30'));
    node1.silent = true;
    const first = run('apply', ...STACK, '--yes');
    await expect.poll(async () => (await project.desired()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    first.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 50));
    node1.silent = false;
    const ended = await first;
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/stopping after the running step.*\nerror interrupted: [^\n]*$/);
    expect((await run('apply', ...STACK, '--yes')).exitCode).toBe(0);
    expect((await run('drift', ...STACK)).exitCode).toBe(0);
  });

  it('ends right after kill -9 at any moment, with no room made twice', async () => {
    await run('apply', ...STACK, '--yes');
    for (let i = 0; i < 5; i++) {
      // Something of every kind to do each time: a card, a room, a tenant's values.
      await project.edit('yamada-shoji', (text) =>
        text.replace(/山田商事\d*でございます/, `山田商事${i}でございます`),
      );
      await project.edit('sakura-realty', (text) => text.replace(/room: .*/, `room: 受電報告${i}`));
      const before = (await project.blobs.list('objects/')).length;
      const apply = run('apply', ...STACK, '--yes');
      // From the moment on when it begins to write: before that there is nothing to interrupt.
      await expect
        .poll(async () => (await project.blobs.list('objects/')).length, { timeout: 20_000, interval: 5 })
        .toBeGreaterThan(before);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      apply.kill('SIGKILL');
      await apply;
    }
    const last = await run('apply', ...STACK, '--yes');
    expect(last.stderr).toBe('');
    expect((await run('drift', ...STACK)).exitCode).toBe(0);
    const names = (await project.rooms()).map((room) => room.room);
    expect(new Set(names).size).toBe(names.length);
  });
});
