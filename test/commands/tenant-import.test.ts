import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const HEAD =
  'id,name,kana,starts,identity-method,identity-on,identity-ref,number,usage,channel,room,room-id,invite,person-id,person-name,person-kana,person-email,released';
const AOI =
  'aoi-denki,葵電機株式会社,アオイデンキ,2026/4/1,ic-chip,2026/3/20,KYC-2026-0901,03-5000-0400,displayed,mail,,,,aoi,葵 一郎,アオイ イチロウ,ichiro@aoi.example,';
const KIRI =
  'kiri-jitsugyo,桐実業株式会社,キリジツギョウ,2026-04-01,ic-chip,2026-03-20,KYC-2026-0902,050-1000-0400,displayed,chatwork,桐実業様 受電報告,4711,yes,kiri,桐 太郎,キリ タロウ,,';
const GIVEN_BACK = ',,,,,,,03-5000-0901,displayed,,,,,,,,,2026/9/30';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'denwaban-import-'));
  await cp(join(TOP, 'tenants'), join(project, 'tenants'), { recursive: true });
});
afterEach(() => rm(project, { recursive: true }));

async function denwaban(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [join(TOP, 'bin/run.mjs'), ...args, '--at', '2027-03-01'],
    { cwd: project, reject: false, stdin: 'ignore', timeout: 30_000, env: { LANG: 'C', LC_ALL: '' } },
  );
  return { exitCode, stdout, stderr };
}
const list = (...rows: string[]) =>
  writeFile(join(project, 'list.csv'), `${[HEAD, ...rows].join('\r\n')}\r\n`);
const tenant = (name: string) => readFile(join(project, 'tenants', name), 'utf8');

describe('tenant import', () => {
  it('writes files that are valid, and the numbers that were given back', async () => {
    await list(AOI, KIRI, GIVEN_BACK);
    expect(await denwaban('tenant', 'import', 'list.csv')).toEqual({
      exitCode: 0,
      stdout: ['tenants/aoi-denki.yaml', 'tenants/kiri-jitsugyo.yaml', 'tenants/_numbers.yaml'].join('\n'),
      stderr: '',
    });
    expect((await denwaban('validate')).exitCode).toBe(0);
    expect(await tenant('kiri-jitsugyo.yaml')).toContain('roomId: 4711\n');
    const numbers = await tenant('_numbers.yaml');
    expect(numbers).toContain('{ number: 03-5000-0901, usage: displayed, on: 2026-09-30 }');
    expect(numbers).toContain('# このリポジトリを使い始める前の解約分');
    const states = await denwaban('number', 'list', '--format', 'json');
    expect(JSON.parse(states.stdout).numbers).toContainEqual(
      expect.objectContaining({ number: '03-5000-0901', state: 'quarantine' }),
    );
  });

  it('reads what Excel writes', async () => {
    await list(AOI);
    const text = await readFile(join(project, 'list.csv'), 'utf8');
    const { stdout } = await execa('iconv', ['-f', 'UTF-8', '-t', 'CP932'], {
      input: text,
      encoding: 'buffer',
    });
    await writeFile(join(project, 'list.csv'), stdout);
    expect((await denwaban('tenant', 'import', 'list.csv')).exitCode).toBe(0);
    expect(await tenant('aoi-denki.yaml')).toContain('葵電機株式会社');
  });

  it('tells everything that a rule refuses at its cell, and writes nothing', async () => {
    const before = await readdir(join(project, 'tenants'));
    await list(
      AOI.replace('03-5000-0400', '03-5000-0001'),
      KIRI.replace('050-1000-0400', '03-4000-0400').replace('桐実業様', '桐\u202e業様'),
      GIVEN_BACK.replace('03-5000-0901', '03-4000-0001'),
    );
    const { exitCode, stdout, stderr } = await denwaban('tenant', 'import', 'list.csv');
    expect([exitCode, stdout]).toEqual([1, '']);
    const places = stderr.split('\n').map((line) => line.split(': ')[0]);
    expect(places).toEqual([
      'list.csv:2:67 error number-assigned-twice',
      'list.csv:3:75 error number-not-owned',
      'list.csv:3:107 error control-character',
      'list.csv:4:1 error number-not-owned',
      // Whose number it is.
      'tenants/yamada-shoji.yaml:14:13 error number-assigned-twice',
    ]);
    expect(await readdir(join(project, 'tenants'))).toEqual(before);
  });

  it('a tenant that has a file is not written over, and --check writes nothing', async () => {
    const before = await readdir(join(project, 'tenants'));
    await list(AOI.replace('aoi-denki', 'yamada-shoji'));
    const { exitCode, stderr } = await denwaban('tenant', 'import', 'list.csv');
    expect([exitCode, stderr.split(': ')[0]]).toEqual([1, 'list.csv:2:1 error import-tenant-exists']);
    await list(AOI);
    const { stdout } = await denwaban('tenant', 'import', 'list.csv', '--check', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      written: false,
      tenants: 1,
      released: 0,
      files: ['tenants/aoi-denki.yaml'],
    });
    expect(await readdir(join(project, 'tenants'))).toEqual(before);
  });
});
