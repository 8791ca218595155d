import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** The command line as it is installed: bin/run.mjs and what was built. */
async function denwaban(args: string[], env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['bin/run.mjs', ...args], {
    cwd: TOP,
    env,
    reject: false,
    timeout: 30_000,
  });
  return { exitCode, stdout, stderr };
}

const INVALID = 'test/fixtures/invalid';

describe('denwaban validate', () => {
  it('says nothing on stdout where all is well', async () => {
    expect(await denwaban(['validate', '--tenants', 'test/fixtures/valid/three-recipients'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('lets the samples pass on the sandbox’s day, with warnings on stderr', async () => {
    const { exitCode, stdout, stderr } = await denwaban(['validate', '--stack', 'local']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('tenants/kitazawa-law.yaml:25:3 warning extra-recipient-fee: ');
  });

  it('prints every problem on stderr and exits 1', async () => {
    const { exitCode, stdout, stderr } = await denwaban([
      'validate',
      '--tenants',
      `${INVALID}/duplicate-tenant-id`,
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.split('\n').map((l) => l.split(':').slice(0, 3).join(':'))).toEqual([
      `${INVALID}/duplicate-tenant-id/aoi-denki-2.yaml:1:5 error file-name-mismatch`,
      `${INVALID}/duplicate-tenant-id/aoi-denki.yaml:1:5 error duplicate-tenant-id`,
    ]);
  });

  it('prints all of it where stderr is a pipe whose reader is slow', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-validate-'));
    const line = '  - { number: "x", type: "y", usage: z }\n';
    for (let i = 10; i < 50; i++) {
      await writeFile(join(folder, `t-${i}.yaml`), `id: t-${i}\nnumbers:\n${line.repeat(40)}`);
    }
    const command = `"${process.execPath}" bin/run.mjs validate --tenants ${folder} 2>&1 >/dev/null | (sleep 3; cat)`;
    const { stdout } = await execa('bash', ['-c', command], { cwd: TOP, maxBuffer: 2 ** 26 });
    expect(stdout.length).toBeGreaterThan(200_000);
    expect(stdout.split('\n').at(-1)).toMatch(/t-49\.yaml:\d+:\d+ error /);
    await rm(folder, { recursive: true });
  }, 30_000);

  it('prints JSON on stdout', async () => {
    const args = ['validate', '--tenants', `${INVALID}/number-reserved`, '--format', 'json'];
    const { exitCode, stdout, stderr } = await denwaban(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [
        { code: 'number-reserved', file: `${INVALID}/number-reserved/aoi-denki.yaml`, line: 11, column: 15 },
      ],
    });
  });

  it('prints annotations for GitHub', async () => {
    const { exitCode, stdout } = await denwaban([
      'validate',
      '--tenants',
      `${INVALID}/roster-empty`,
      '--format',
      'github',
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^::error file=test\/fixtures\/invalid\/roster-empty\/aoi-denki\.yaml,line=12,col=1,title=roster-empty::/,
    );
  });

  it('judges by the day that it is given', async () => {
    const at = (date: string) => denwaban(['validate', 'nishida-foods', '--at', date]);
    expect((await at('2027-01-29')).stderr).toContain('forwarding-number-still-lent-after-end');
    expect((await at('2027-01-30')).stderr).toBe('');
  });

  it('can be asked about some tenants', async () => {
    const folder = ['--tenants', `${INVALID}/number-in-quarantine`];
    const { exitCode, stderr } = await denwaban(['validate', 'sumire', ...folder]);
    expect(exitCode).toBe(1);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(await denwaban(['validate', 'aoi-denki', ...folder])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('says of a tenant what is wrong with its sounds too', async () => {
    const folder = ['--tenants', `${INVALID}/sound-file-unnamed`, '--at', '2027-03-01'];
    const { exitCode, stderr } = await denwaban(['validate', 'aoi-denki', ...folder]);
    expect(exitCode).toBe(0);
    expect(stderr.match(/_sounds\S*/g)).toEqual([
      expect.stringMatching(/^_sounds\/aoi-denki\/ended-old\.wav/),
      '_sounds',
    ]);
  });
});

describe('whatever is wrong with how it was called', () => {
  it.each([
    [['validate', '--bogus'], /^error usage: Nonexistent flag: --bogus, see --help$/],
    [['validate', '--format', 'xml'], /^error usage: Expected --format=xml to be one of: .*$/],
    [['validate', '--at', '2027-02-30'], /^error bad-date: --at cannot be “2027-02-30”, .*$/],
    [['validate', '--at', 'tomorrow'], /^error bad-date: .*$/],
    [['validate', '--tenants', 'nowhere'], /^error tenants-folder: .*$/],
    [['validate', '--stack', 'nowhere'], /^error stack-unknown: .* name one of .*local.*$/],
    [['validate', '--stack', '../x'], /^error stack-name: .*$/],
    [['validate', 'yamada-shoj'], /^error tenant-unknown: .* did you mean yamada-shoji\?$/],
    [['validate', '--tenants'], /^error usage: Flag --tenants expects a value, see --help$/],
    [
      ['no-such-command'],
      /^error command-unknown: there is no command “no-such-command”, see denwaban --help$/,
    ],
    [['valdate'], /^error command-unknown: .* did you mean validate\?$/],
    [['plan'], /^error usage: Missing required flag stack, see --help$/],
    [['validate', '--at', '9999-12-31'], /^error bad-date: .* from 2000 to 2199/],
  ])('%j: exit 1 and one line', async (args, line) => {
    const { exitCode, stdout, stderr } = await denwaban(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(line);
  });

  it.each([[['-h']], [['help', 'validate']], [['validate', '-h']]])('%j is help', async (args) => {
    const { exitCode, stdout } = await denwaban(args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('USAGE');
  });

  it('is JSON where JSON was asked for', async () => {
    const { exitCode, stdout, stderr } = await denwaban(['validate', '--format=json', '--bogus']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'usage', severity: 'error' }],
    });
  });

  it('names a sandbox network that is none', async () => {
    const { exitCode, stderr } = await denwaban(['validate', '--stack', 'local'], {
      DENWABAN_SANDBOX_NET: '10.0.0',
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error sandbox-net: [^\n]*$/);
  });

  it('is quiet where the reader has gone', async () => {
    const command = `"${process.execPath}" bin/run.mjs validate --format json | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await execa('bash', ['-c', command], { cwd: TOP });
    expect({ stdout, stderr }).toEqual({ stdout: '0', stderr: '' });
  });
});
