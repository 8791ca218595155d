import { readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestAgent } from '../../apply/agent.ts';
import { PLANTED } from './planted.ts';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
let node1: TestAgent;
beforeEach(async () => {
  project = await makeProject();
  [node1] = project.agents as [TestAgent];
});
afterEach(() => project.end());

const run = (...args: string[]) => project.start(...args);
const STACK = ['--stack', 'test'];

describe('apply --plan', { timeout: 60_000 }, () => {
  it('applies exactly that plan, or nothing and says what has moved', async () => {
    await run('plan', ...STACK, '--out', 'plan.json');
    const plan = await readFile(join(project.folder, 'plan.json'), 'utf8');
    for (const secret of PLANTED) expect(plan).not.toContain(secret);
    expect((await run('apply', ...STACK, '--plan', 'plan.json')).exitCode).toBe(0);

    const again = await run('apply', ...STACK, '--plan', 'plan.json');
    expect(again).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error plan-moved: .*the state \(0, now \d+\)/),
    });

    await run('plan', ...STACK, '--out', 'plan.json');
    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    const taken = node1.taken.length;
    const moved = await run('apply', ...STACK, '--plan', 'plan.json', '--at', '2027-03-02');
    expect(moved.stderr).toContain('the day (2027-03-01, now 2027-03-02)');
    expect(moved.stderr).toContain('the tenant files');
    expect(node1.taken).toHaveLength(taken);
  });

  it.each([
    ['is not there', undefined],
    ['is something else', '{"a":1}'],
    ['is no JSON', 'x'],
  ])('is one clear line where the file %s', async (_, text) => {
    if (text !== undefined) await writeFile(join(project.folder, 'plan.json'), text);
    const { stderr, exitCode } = await run('apply', ...STACK, '--plan', 'plan.json');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error plan-file: [^\n]*$/);
  });
});

describe('plan --base', { timeout: 60_000 }, () => {
  beforeEach(async () => {
    await project.git('init', '-q', '-b', 'main');
    await project.git('add', 'tenants');
    await project.git('commit', '-q', '-m', 'samples');
  });

  it('compares with the files of a commit, and leaves the work tree alone', async () => {
    expect((await run('plan', ...STACK, '--base', 'main')).stdout).toContain('No changes');
    await project.edit('yamada-shoji', (text) =>
      text.replace('weekdays: ', 'weekdays:  ').replace('株式会社山田商事', '株式会社山田本店'),
    );
    const markdown = ['--base', 'main', '--format', 'markdown', '--artifact', 'plan.md'];
    const changed = await run('plan', ...STACK, ...markdown, '--lang', 'ja');
    expect(changed.stdout).toContain('**`yamada-shoji`** 変更\n- オペレーター: ');
    expect(changed.stdout).toContain('\n+name: 株式会社山田本店\n');
    expect(changed.stdout).not.toContain('taro@');
    expect(await readFile(join(project.folder, 'plan.md'), 'utf8')).toBe(`${changed.stdout}\n`);
    project.env.LANG = project.env.LC_ALL = 'en_US.UTF-8';
    const english = await run('plan', ...STACK, ...markdown);
    expect(english.stdout).toContain('**`yamada-shoji`** changed\n- operators: ');
    expect((await run('plan', ...STACK, '--base', 'main', '--artifact', '.')).stderr).toMatch(
      /^error artifact-file: [^\n]*$/,
    );
  });

  it('takes the head from a commit too, tenant files and stack file, whatever the work tree has', async () => {
    await project.git('add', 'stacks');
    await project.git('commit', '-q', '-m', 'stack');
    await project.git('checkout', '-q', '-b', 'change');
    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    await project.configure((text) => text.replace('ringSeconds: 20', 'ringSeconds: 25'));
    await project.git('commit', '-q', '-a', '-m', 'change');
    await project.git('checkout', '-q', 'main');
    await project.edit('sakura-realty', (text) => `${text}broken: [`);
    const planned = await run('plan', ...STACK, '--base', 'main', '--head', 'change', '--format=json');
    expect(planned).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(planned.stdout)).toMatchObject({
      tenants: [{ tenant: 'yamada-shoji' }],
      toolkit: { cluster: 'update' },
    });
    expect((await run('plan', ...STACK, '--base', 'change', '--head', 'main')).stdout).toContain(
      'Tenants: 0 to create, 1 to update, 0 to delete (stack test, 2027-03-01, against change)',
    );
    expect(await run('plan', ...STACK, '--base', 'main', '--head', 'nowhere')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error git-ref: [^\n]*$/),
    });
    expect((await run('plan', ...STACK, '--head', 'change')).exitCode).toBe(1);
  });

  it('refuses a deletion that is too early, and a number that moves without its release', async () => {
    await unlink(join(project.folder, 'tenants/yamada-shoji.yaml'));
    expect(await run('plan', ...STACK, '--base', 'main')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('tenant-deleted-too-early'),
    });
  });

  it('refuses the same against what is applied, where no base is named', async () => {
    await run('apply', ...STACK, '--yes');
    await unlink(join(project.folder, 'tenants/yamada-shoji.yaml'));
    for (const command of [['plan'], ['apply', '--yes']]) {
      const { exitCode, stderr } = await run(...command, ...STACK);
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('tenant-deleted-too-early'),
      });
    }
  });

  it('judges a move by the days of quarantine that are applied, where the files have fewer', async () => {
    await run('apply', ...STACK, '--yes');
    await project.edit('_numbers', (text) => text.replace('displayed: 365', 'displayed: 1'));
    expect((await run('plan', ...STACK)).exitCode).toBe(0);
    // The number of hoshino-insatsu, whose contract ended on 2026-12-31.
    await project.edit('yamada-shoji', (text) =>
      text.replace(
        /^numbers:$/m,
        'numbers:\n  - { number: "050-1000-0060", type: "050", usage: displayed, starts: 2027-03-01 }',
      ),
    );
    for (const base of [[], ['--base', 'main']]) {
      expect(await run('plan', ...STACK, ...base)).toMatchObject({
        exitCode: 1,
        stderr: expect.stringMatching(
          /^tenants\/yamada-shoji\.yaml:\d+:\d+ error number-moved-without-release: /m,
        ),
      });
    }
  });

  it.each(['no-such-ref', '--output=x', 'main:tenants', ''])(
    'is one clear line where %j is no commit',
    async (ref) => {
      const { exitCode, stderr } = await run('plan', ...STACK, `--base=${ref}`);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^error git-ref: [^\n]*$/);
    },
  );

  it('is one clear line outside of a repository', async () => {
    await rm(join(project.folder, '.git'), { recursive: true });
    const { exitCode, stderr } = await run('plan', ...STACK, '--base', 'main');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error git-[a-z]+: [^\n]*$/);
  });
});
