import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const RUN = join(TOP, 'bin/run.mjs');
const AOI = [
  ...['--at', '2027-03-20', '--id', 'aoi-denki', '--name', '葵電機株式会社', '--kana', 'アオイデンキ'],
  ...['--usage', 'displayed', '--address', '東京都千代田区丸の内9-9-9', '--channel', 'mail'],
  ...['--person', 'id: aoi, name: 葵 一郎, kana: アオイ イチロウ, email: ichiro@aoi.example'],
  ...['--identity-method', 'jpki', '--identity-ref', 'KYC-2027-0001'],
];

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'denwaban-new-'));
  await cp(join(TOP, 'tenants'), join(project, 'tenants'), { recursive: true });
});
afterEach(() => rm(project, { recursive: true }));

async function denwaban(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [RUN, ...args], {
    cwd: project,
    reject: false,
    stdin: 'ignore',
    timeout: 30_000,
  });
  return { exitCode, stdout, stderr };
}
const files = () => readdir(join(project, 'tenants'));

describe('tenant new', () => {
  it('writes a file that is valid, with the next free number', async () => {
    expect(await denwaban('tenant', 'new', ...AOI)).toEqual({
      exitCode: 0,
      stdout: 'tenants/aoi-denki.yaml',
      stderr: '',
    });
    expect(await readFile(join(project, 'tenants/aoi-denki.yaml'), 'utf8')).toContain(
      'number: 03-5000-0000\n',
    );
    expect(await denwaban('validate', 'aoi-denki', '--at', '2027-03-20')).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const { stdout } = await denwaban('number', 'next', '--type', '03', '--at', '2027-03-20');
    expect(stdout).toBe('03-5000-0002');
  });

  it('tells a program where the file is', async () => {
    const { stdout } = await denwaban('tenant', 'new', ...AOI, '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({ ok: true, file: 'tenants/aoi-denki.yaml' });
  });

  it('tells all that is missing, and writes nothing', async () => {
    const before = await files();
    const { exitCode, stderr } = await denwaban('tenant', 'new', '--id', 'yamada-shoji');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/--id cannot be “yamada-shoji”.*--name is missing.*--person is missing/);
    expect(await files()).toEqual(before);
  });

  it('writes nothing that a rule refuses, and keeps what was typed', async () => {
    const before = await files();
    const { exitCode, stderr } = await denwaban(
      'tenant',
      'new',
      ...AOI,
      '--number',
      '03-5000-0010',
      '--type',
      '03',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error number-assigned-twice');
    expect(stderr).toContain('.denwaban/drafts/aoi-denki.yaml');
    expect(await files()).toEqual(before);
    expect(await readdir(join(project, '.denwaban/drafts'))).toEqual(['aoi-denki.yaml']);
  });

  it('asks at a terminal, in Japanese, and says why it advises what it proposes', async () => {
    const given = [
      '--at',
      '2027-03-20',
      '--lang',
      'ja',
      ...AOI.slice(2, 8),
      '--greeting',
      'はい、葵電機でございます。',
    ];
    const command = [process.execPath, RUN, 'tenant', 'new', ...given].map((arg) => `'${arg}'`).join(' ');
    const terminal = execa('script', ['-qefc', command, '/dev/null'], {
      cwd: project,
      env: { NO_COLOR: '1' },
      timeout: 60_000,
    });
    let shown = '';
    terminal.stdout.on('data', (chunk) => {
      shown += chunk;
    });
    const DOWN = '\u001b[B';
    const answers: [string, string][] = [
      ['所在地', '東京都港区芝9-9-9'],
      ['契約開始日', ''],
      ['番号の利用方法', DOWN],
      ['番号種別', ''],
      ['貸し出す番号', ''],
      ['受電報告の方法', DOWN],
      ['Chatworkのルーム名', ''],
      ['招待リンク', ''],
      ['本人確認の方法', ''],
      ['本人確認の日', ''],
      ['本人確認記録の参照番号', 'KYC-2027-0001'],
      ['平日の受付時間', ''],
      ['土曜の受付時間', ''],
      ['日曜・祝日の受付時間', ''],
      ['宛先の + の後ろ', 'aoi'],
      ['氏名', '葵 一郎'],
      ['氏名の読み', 'アオイ イチロウ'],
      ['メールアドレス', ''],
      ['もう一人', ''],
    ];
    for (const [question, answer] of answers) {
      await expect.poll(() => shown, { timeout: 20_000, message: question }).toContain(question);
      shown = shown.slice(shown.indexOf(question) + question.length);
      terminal.stdin.write(answer);
      // As a person does: a key after what is typed.
      await new Promise((resolve) => setTimeout(resolve, 100));
      terminal.stdin.write('\r');
    }
    expect((await terminal).exitCode).toBe(0);
    const text = await readFile(join(project, 'tenants/aoi-denki.yaml'), 'utf8');
    expect(text).toContain('usage: displayed');
    expect(text).toContain('room: 葵電機様 受電報告');
    expect(text).toContain('- { id: aoi, name: 葵 一郎, kana: アオイ イチロウ }');
  }, 90_000);
});
