import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';

/** Of the samples, on one day. */
async function number(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ['bin/run.mjs', 'number', ...args, '--at', '2027-03-01'],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), reject: false, timeout: 30_000 },
  );
  return { exitCode, stdout, stderr };
}

describe('number list', () => {
  it('shows whose each number is, since when and until when, and how many are free', async () => {
    const { exitCode, stdout } = await number('list');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^03-5000-0001 +active +yamada-shoji +forwarding +2026-12-01 – 2027-11-30$/m);
    expect(stdout).toMatch(/^03-5000-0050 +suspended +fujimoto-kenchiku/m);
    expect(stdout).toMatch(/^03-5000-0900 +quarantine +displayed +2026-09-01 – 2027-08-31$/m);
    expect(stdout).toMatch(/^03-5000-0999 +reserved +test line$/m);
    expect(stdout).not.toContain('03-5000-0002');
    expect(stdout.split('\n').at(-1)).toBe(
      '2027-03-01: 8 active, 1 suspended, 2 quarantine, 3 reserved, 1986 available',
    );
  });

  it('shows the states that are asked for, as JSON with all that is known', async () => {
    const { stdout } = await number('list', '--state', 'quarantine', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      at: '2027-03-01',
      counts: { active: 8, suspended: 1, quarantine: 2, reserved: 3, available: 1986 },
      numbers: [
        {
          number: '03-5000-0900',
          state: 'quarantine',
          usage: 'displayed',
          since: '2026-09-01',
          until: '2027-08-31',
        },
        {
          number: '050-1000-0060',
          state: 'quarantine',
          usage: 'displayed',
          tenant: 'hoshino-insatsu',
          since: '2027-01-01',
          until: '2027-12-31',
        },
      ],
    });
  });
});

describe('number next', () => {
  it('prints the number and nothing else', async () => {
    expect(await number('next', '--type', '050')).toEqual({
      exitCode: 0,
      stdout: '050-1000-0000',
      stderr: '',
    });
  });

  it('says that there are not enough, and where to look', async () => {
    const { exitCode, stdout, stderr } = await number('next', '--type', '050', '--kind', 'fax');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error number-none-free: not enough 050 fax numbers: none is free from 2027-03-01 on/,
    );
  });

  it('refuses a day that does not exist', async () => {
    const { exitCode, stderr } = await number('next', '--starts', '2027-02-30');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error bad-date: --starts cannot be “2027-02-30”/);
  });
});
