import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { feesCsv } from '../../src/commands/format/fees-csv.ts';
import type { TenantId } from '../../src/domain/ids.ts';

async function denwaban(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['bin/run.mjs', ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    reject: false,
    timeout: 30_000,
  });
  return { exitCode, stdout, stderr };
}

describe('fees', () => {
  it('of the samples, with their sum', async () => {
    const { exitCode, stdout } = await denwaban('fees', '--at', '2027-03-01');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^kitazawa-law +220 yen {2}mail to 4 recipients, 1 beyond three$/m);
    expect(stdout).toMatch(/^sakura-realty +550 yen {2}Chatwork$/m);
    expect(stdout.split('\n').at(-1)).toBe('2027-03: 1,320 yen');
  });

  it('as CSV', async () => {
    const { stdout } = await denwaban('fees', 'kitazawa-law', '--month', '2027-03', '--format', 'csv');
    expect(stdout.split('\n')).toEqual([
      'month,tenant,company,channel,recipients,extra,yen',
      '2027-03,kitazawa-law,弁護士法人北沢総合法律事務所,mail,4,1,220',
    ]);
  });

  it.each([
    ['=HYPERLINK("http://x.example")', `"'=HYPERLINK(""http://x.example"")"`],
    ['@SUM(1,2)', `"'@SUM(1,2)"`],
    ['"甲,乙"', '"""甲,乙"""'],
  ])('with a company that is called %s', (company, cell) => {
    const fee = { tenant: 'aoi-denki' as TenantId, company, channel: 'chatwork' as const, yen: 550 };
    expect(feesCsv([fee], '2027-03').split('\n')[1]).toBe(`2027-03,aoi-denki,${cell},chatwork,,,550`);
  });

  it('of a month that is none', async () => {
    const { exitCode, stderr } = await denwaban('fees', '--month', '2027-3');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error bad-month: --month cannot be “2027-3”, write YYYY-MM/);
  });
});

describe('advise', () => {
  it('names the type, why, and what calls cost', async () => {
    const { exitCode, stdout } = await denwaban(
      ...['advise', '--usage', 'forwarding', '--line', 'ntt-fixed', '--calls', '120', '--minutes', '4'],
    );
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '03: from this line calls to 03 cost less than to 050.',
      'To 03: 9.35 yen for three minutes; 120 calls of 4 minutes a month: 2,244 yen.',
      'To 050: 11.55 yen for three minutes; 120 calls of 4 minutes a month: 2,772 yen.',
    ]);
    expect(stdout).toContain('0120-170-335');
  });

  it('asks for what it follows from', async () => {
    const displayed = await denwaban('advise', '--usage', 'displayed', '--address', '本社');
    expect(displayed).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('advice-address-needed'),
    });
    const forwarding = await denwaban('advise', '--usage', 'forwarding');
    expect(forwarding).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('advice-line-needed') });
  });
});
