import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Config } from '@oclif/core';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { HistoryWriter } from '../../bench/history/writer.ts';
import { auditSchema } from '../../src/audit/schema.ts';
import type AuditNumber from '../../src/commands/audit/number.ts';
import { describeFailure } from '../../src/commands/format/failure.ts';
import { makeAjv } from '../../src/validate/schema/compile.ts';
import { line, NOW, NUMBERS, newFolder, noon, tenant } from '../audit/small.ts';
import { makeProject } from './stack/project.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILE = 'tenants/aoi.yaml';
const validates = makeAjv().compile(auditSchema);

/** In this process, where a command starts in milliseconds. */
async function audit(folder: string, question: string, ...args: string[]) {
  const said: string[] = [];
  const log = vi.spyOn(Command.prototype, 'log').mockImplementation((text = '') => void said.push(text));
  const home = process.cwd();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  process.chdir(folder);
  try {
    const { default: command } = (await import(join(ROOT, 'src/commands/audit', `${question}.ts`))) as {
      default: typeof AuditNumber;
    };
    await command.run(args, await Config.load({ root: ROOT, devPlugins: false, userPlugins: false }));
    return { exitCode: 0, stdout: said.join('\n'), stderr: '' };
  } catch (error) {
    const { exitCode, stderr = '' } = describeFailure(error, { format: 'text', language: 'en', debug: true });
    return { exitCode, stdout: said.join('\n'), stderr };
  } finally {
    process.chdir(home);
    vi.useRealTimers();
    log.mockRestore();
  }
}

const ESCAPE = '\u001b[31m\u202e=cmd|calc\u0007';

/** A tenant with a life, written by somebody whose name means harm. */
async function live(folder: string): Promise<void> {
  const repository = await HistoryWriter.begin(folder);
  const released = 'released: [ { number: "03-5000-0001", usage: forwarding, on: 2025-01-31 } ]\n';
  const reserved = 'reserved: [ { number: "03-5000-0009", reason: "=1+1" } ]\n';
  await repository.commit({
    at: noon('2026-10-01'),
    files: { 'tenants/_numbers.yaml': NUMBERS + released + reserved },
  });
  const two = [line('03-5000-0001'), line('03-5000-0002')];
  await repository.commit({
    at: noon('2026-10-02'),
    message: `Tenant ${ESCAPE} (#7)`,
    author: ESCAPE,
    committer: '=HYPERLINK("x")',
    files: { [FILE]: tenant({ lines: two }) },
  });
  await repository.commit({
    at: noon('2027-01-10'),
    files: { [FILE]: tenant({ lines: two, suspended: '2027-01-10' }) },
  });
  await repository.commit({
    at: noon('2027-01-20'),
    files: { [FILE]: tenant({ lines: two, channel: 'chatwork' }) },
  });
  await repository.commit({
    at: noon('2027-02-01'),
    message: Buffer.from([0x78, 0xff, 0xfe]),
    files: { [FILE]: tenant({ lines: two, channel: 'chatwork', ends: '2027-02-28' }) },
  });
  await repository.commit({ at: noon('2027-03-01'), files: { [FILE]: null } });
  await repository.end();
}

describe('every question', () => {
  const QUESTIONS = [
    ['number', '03-5000-0001'],
    ['number', '03-5000-0099'],
    ['tenant', 'aoi'],
    ['at', '2027-01-15'],
    ['at', '2020-01-01'],
    ['violations'],
    ['retention', '--at', '2034-03-01'],
    ['page', '--out', 'page.html'],
  ];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-'));
    await live(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is answered in each form, with nothing that a terminal or a spreadsheet would obey', async () => {
    const answers: { args: string[]; text: string; csv: string }[] = [];
    for (const [question = '', ...args] of QUESTIONS) {
      const forms = { text: '', json: '', markdown: '', csv: '' };
      for (const format of ['text', 'json', 'markdown', 'csv'] as const) {
        const { stdout, stderr } = await audit(folder, question, ...args, `--format=${format}`);
        expect(stderr).toBe('');
        forms[format] = stdout;
        expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        expect(stdout).not.toMatch(/example\.com|担当|株式会社/);
      }
      expect(validates(JSON.parse(forms.json)) || validates.errors).toBe(true);
      expect(forms.csv).not.toMatch(/(^|,)"?[=+@]/m);
      answers.push({ args: [question, ...args], text: forms.text, csv: forms.csv });
    }
    const texts = answers.map(({ text }) => text.replace(/[0-9a-f]{12}/g, '…'));
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('../golden/audit/answers.txt');
    expect(answers[0]?.csv).toContain("'=HYPERLINK");
    expect(
      await readFile(join(import.meta.dirname, '../../schema/audit.schema.json'), 'utf8').then(JSON.parse),
    ).toEqual(JSON.parse(JSON.stringify(auditSchema)));
  });

  it.each([
    [['number', '0120-000-000'], 'bad-number'],
    [['tenant', 'nobody-yet'], 'tenant-unknown'],
    [['tenant', '../x'], 'bad-tenant'],
    [['at', '2027-02-30'], 'bad-date'],
    [['retention', '--at', 'x'], 'bad-date'],
    [['violations', '--branch', 'other'], 'git-ref'],
    [['violations', '--anchor', 'none.json'], 'anchor-file'],
    [['number', '03-5000-0001', '--tenants', '..'], 'tenants-folder'],
    [['page', '--out', 'nowhere/page.html'], 'out-file'],
    [['page', '--out', 'page.html', '--anchor', 'none.json'], 'anchor-file'],
  ])('%j is refused in one line', async ([question = '', ...args], code) => {
    const { exitCode, stdout, stderr } = await audit(folder, question, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error ${code}: [^\n]+$`));
  });
});

describe('the page', () => {
  it('of a commit has the same bytes whenever it is written, in the language that is asked for', async () => {
    const folder = await newFolder();
    await live(folder);
    const written = async (...args: string[]) => {
      expect(await audit(folder, 'page', '--out', 'page.html', ...args)).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
      return await readFile(join(folder, 'page.html'), 'utf8');
    };
    const page = await written('--lang', 'en');
    expect(page).toContain('Who held which number');
    expect(page).toContain('"day":"2027-03-01"');
    expect(page).not.toMatch(/担当|株式会社/);
    vi.stubEnv('LC_ALL', 'ja_JP.UTF-8');
    expect(await written()).toContain('番号の利用履歴');
    vi.unstubAllEnvs();
    expect(await written('--lang', 'en')).toBe(page);
  });

  it('is not written where nobody said where to', async () => {
    const { exitCode, stderr } = await audit(await newFolder(), 'page');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('out') });
  });
});

describe('a branch that was rewritten', () => {
  it('is found by an anchor, which a branch that goes on keeps', async () => {
    const folder = await newFolder();
    await live(folder);
    const { stdout } = await audit(folder, 'anchor', '--out', 'anchor.json');
    expect(stdout).toMatch(/^anchor\.json: main ends with [0-9a-f]{40}, 6 commits$/);
    const more = HistoryWriter.onto(folder);
    await more.commit({ at: noon('2027-03-02'), files: { 'README.md': 'x' } });
    await more.end();
    const asked = () => audit(folder, 'violations', '--anchor', 'anchor.json', '--format', 'json');
    const before = JSON.parse((await asked()).stdout);
    expect(before.violations.map(({ code }: { code: string }) => code)).not.toContain('history-rewritten');
    await execa('git', ['update-ref', 'refs/heads/main', 'main~2'], { cwd: folder });
    const after = await asked();
    expect(after.exitCode).toBe(2);
    expect(JSON.parse(after.stdout)).toMatchObject({
      ok: false,
      violations: [{ code: 'history-rewritten' }],
    });
  });
});

describe('with the records of applies', () => {
  it('a number was live from its apply on, and what was applied without a merge is found', async () => {
    const project = await makeProject();
    onTestFinished(() => project.end());
    const git = (...args: string[]) =>
      execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: project.folder });
    await writeFile(join(project.folder, '.gitignore'), '.denwaban/\nrooms.json\n');
    await git('init', '-q', '-b', 'main');
    await git('add', '-A');
    await git('commit', '-q', '-m', 'First');
    expect((await project.start('apply', '--stack', 'test', '--yes')).exitCode).toBe(0);
    const number = await audit(
      project.folder,
      'number',
      '03-5000-0001',
      '--stack',
      'test',
      '--format',
      'json',
    );
    expect(JSON.parse(number.stdout)).toMatchObject({
      source: { stacks: ['test'] },
      holders: [
        { tenant: 'yamada-shoji', applied: [{ stack: 'test', at: expect.stringMatching(/^20.*Z$/) }] },
      ],
    });
    const asked = () => audit(project.folder, 'violations', '--stack', 'test');
    expect(await asked()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^no violation; .*apply records of test$/m),
    });
    await project.edit('yamada-shoji', (text) => text.replace('[named, yamada]', '[named]'));
    expect((await project.start('apply', '--stack', 'test', '--yes')).exitCode).toBe(0);
    const { exitCode, stdout } = await asked();
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^test error applied-without-merge: .*never committed/m);
  });
});
