import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecords } from '../../../src/store/applied-record.ts';
import { readPublicKey } from '../../../src/store/signing.ts';
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

const STACK = ['--stack', 'test'];
const run = (...args: string[]) => project.start(...args);
const records = async () =>
  await readRecords(project.blobs, 'test', [await readPublicKey(project.home.publicKey)]);
const rename = (name: string) =>
  project.edit('yamada-shoji', (text) => text.replace(/株式会社山田\p{L}+/u, name));
const greet = (tenant: string) =>
  project.edit(tenant, (text) => text.replace(/(greeting: ).*/, '$1もしもし'));

describe('limits of a stack', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await project.configure((text) => `${text}  denwaban:limits: { tenants: 1 }\n`);
  });

  it('are no matter for the first apply; later they are refused, told by plan, and overridden with a reason on record', async () => {
    expect((await run('apply', ...STACK, '--yes')).exitCode).toBe(0);
    await rename('株式会社山田本店');
    await greet('sakura-realty');
    const planned = await run('plan', ...STACK);
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(planned.stdout).toMatch(
      /\nwarning: over the limit tenants: 2 tenants .*--override tenants --reason/,
    );
    expect((await run('plan', ...STACK, '--format=markdown', '--lang=ja')).stdout).toContain(
      '上限 tenants を超えています',
    );
    expect(JSON.parse((await run('plan', ...STACK, '--format=json')).stdout).limits).toMatchObject([
      { limit: 'tenants', touched: 2, allowed: 1 },
    ]);
    const taken = node1.taken.length;
    expect(await run('apply', ...STACK, '--yes')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^error limit-exceeded: over the limit tenants: 2 tenants change or go, 1 may, .*--override tenants --reason TEXT/,
      ),
    });
    expect(node1.taken).toHaveLength(taken);
    const override = ['--override', 'tenants'];
    expect((await run('apply', ...STACK, '--yes', ...override)).exitCode).toBe(1);
    expect((await run('apply', ...STACK, '--yes', ...override, '--reason', ' ')).stderr).toMatch(
      /^error reason-missing/,
    );
    const done = await run('apply', ...STACK, '--yes', ...override, '--reason', 'two renames on one day');
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await records()).map(({ record }) => record?.override)).toEqual([
      undefined,
      undefined,
      ...Array(2).fill({ limits: ['tenants'], reason: 'two renames on one day' }),
    ]);
  });
});

describe('apply --reviewed', { timeout: 180_000 }, () => {
  const review = ['--base', 'main', '--head', 'change', '--out', 'reviewed.json'];
  const apply = () => run('apply', ...STACK, '--reviewed', 'reviewed.json');
  beforeEach(async () => {
    await project.git('init', '-q', '-b', 'main');
    await project.git('add', 'tenants', 'stacks');
    await project.git('commit', '-q', '-m', 'samples');
    await run('apply', ...STACK, '--yes');
    await project.git('checkout', '-q', '-b', 'change');
    await rename('株式会社山田本店');
    await project.git('commit', '-q', '-a', '-m', 'rename');
    await project.git('checkout', '-q', 'main');
  }, 60_000);

  it('goes on where each tenant changes as was reviewed, once it is merged among others', async () => {
    expect((await run('plan', ...STACK, ...review)).exitCode).toBe(0);
    const text = await readFile(join(project.folder, 'reviewed.json'), 'utf8');
    for (const secret of PLANTED) expect(text).not.toContain(secret);
    expect(JSON.parse(text).keyed).toBe(true);
    await project.git('merge', '-q', '--no-ff', '-m', 'merge', 'change');
    expect(await apply()).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await records()).at(-1)?.record).toMatchObject({ outcome: 'applied', clean: true });
    // The job runs again.
    expect(await apply()).toMatchObject({ exitCode: 0 });
  });

  it('needs no store for the plan that is reviewed', async () => {
    Object.assign(project.env, {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    await project.git('checkout', '-q', 'change');
    await project.configure((text) =>
      text.replace(
        / {2}denwaban:sandbox:(\n {4}.*)+/,
        '  denwaban:store: s3://nowhere\n  denwaban:signing: kms:alias/x',
      ),
    );
    const planned = await run(
      'plan',
      ...STACK,
      '--at',
      '2027-03-01',
      '--base',
      'main',
      '--out',
      'reviewed.json',
    );
    expect(planned).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(await readFile(join(project.folder, 'reviewed.json'), 'utf8'))).toMatchObject({
      keyed: false,
      plan: { tenants: [{ tenant: 'yamada-shoji' }] },
      contents: { 'yamada-shoji': expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('without the store’s key compares the files with those of the commit', async () => {
    await run('plan', ...STACK, ...review);
    const file = join(project.folder, 'reviewed.json');
    const keyed = JSON.parse(await readFile(file, 'utf8'));
    // Whoever plans next has no access to the store.
    const key = (await project.blobs.get('keys/fingerprint'))?.body ?? '';
    await project.blobs.delete('keys/fingerprint');
    await run('plan', ...STACK, ...review);
    await project.blobs.put('keys/fingerprint', key);
    const unkeyed = JSON.parse(await readFile(file, 'utf8'));
    expect(unkeyed.keyed).toBe(false);
    expect(unkeyed.plan.tenants[0].digest).not.toBe(keyed.plan.tenants[0].digest);

    await project.git('merge', '-q', '--no-ff', '-m', 'merge', 'change');
    await rename('株式会社山田別店');
    const taken = node1.taken.length;
    expect((await apply()).stderr).toMatch(
      /^error not-as-reviewed: yamada-shoji has other names, addresses or people than were reviewed, /,
    );
    await rename('株式会社山田本店');
    await writeFile(file, JSON.stringify({ ...unkeyed, base: 'f'.repeat(40) }));
    expect((await apply()).stderr).toMatch(
      /^error not-as-reviewed: yamada-shoji .*the commit of the review is not here/,
    );
    expect(node1.taken).toHaveLength(taken);
    await writeFile(file, JSON.stringify(unkeyed));
    expect(await apply()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('says which tenants differ and how, and does nothing', async () => {
    await run('plan', ...STACK, ...review);
    await greet('sakura-realty');
    const taken = node1.taken.length;
    expect(await apply()).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^error not-as-reviewed: sakura-realty was not reviewed; yamada-shoji was to change, and does not, look at a new plan/,
      ),
    });
    expect(node1.taken).toHaveLength(taken);
    for (const [wrong, flag] of [
      ['reviewed.json', '--plan'],
      ['plan.json', '--reviewed'],
    ] as const) {
      if (flag === '--reviewed') await run('plan', ...STACK, '--out', wrong);
      expect((await run('apply', ...STACK, flag, wrong)).stderr).toMatch(
        /^error plan-file: .* it is for apply --/,
      );
    }
  });
});

describe('two applies at the same moment', { timeout: 120_000 }, () => {
  it('are one after the other, or one is refused; nothing of them is mixed', async () => {
    await run('apply', ...STACK, '--yes');
    await rename('株式会社山田本店');
    const both = await Promise.all([run('apply', ...STACK, '--yes'), run('apply', ...STACK, '--yes')]);
    const refused = both.filter(({ exitCode }) => exitCode !== 0);
    for (const { stderr } of refused)
      expect(stderr).toMatch(/^error stack-locked: .* being applied by .* since 20/);
    expect(refused.length).toBeLessThan(2);
    expect((await records()).map(({ problem }) => problem)).not.toContainEqual(expect.anything());
    expect((await records()).filter(({ record }) => record?.outcome === 'applied')).toHaveLength(2);
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
  });
});

describe('apply --canary', { timeout: 120_000 }, () => {
  it('says who has it and how to go on; drift shows it, and the next apply brings it to the rest', async () => {
    await run('apply', ...STACK, '--yes');
    await rename('株式会社山田本店');
    expect((await run('apply', ...STACK, '--yes', '--canary', 'node3')).stderr).toMatch(
      /^error canary-unknown: .*name one of node1, node2/,
    );
    const tried = await run('apply', ...STACK, '--yes', '--canary', 'node1');
    expect(tried).toMatchObject({ exitCode: 0, stderr: '' });
    expect(tried.stdout).toMatch(
      /^Tried on node1 alone, .*\nAs before: node2, .*\nTo go on .*without --canary/,
    );
    expect(node2.live.get('shard-main')?.get('tenant yamada-shoji')).not.toContain('山田本店');
    const drift = await run('drift', ...STACK);
    expect(drift).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('(canary)') });
    expect((await run('plan', ...STACK)).stdout).toContain('1 to update');
    expect(await run('apply', ...STACK, '--yes')).toMatchObject({ exitCode: 0 });
    expect(node2.live.get('shard-main')?.get('tenant yamada-shoji')).toContain('山田本店');
    expect(await run('drift', ...STACK)).toMatchObject({ exitCode: 0 });
  });
});
