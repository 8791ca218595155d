import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qrOf, textOf } from '../../papers/pdf.ts';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
beforeAll(async () => {
  project = await makeProject();
});
afterAll(() => project.end());

const read = (file: string) => readFile(join(project.folder, file));

describe('docs', () => {
  it('writes the papers that fit into papers/, for their maker alone, and says where', async () => {
    const { exitCode, stdout } = await project.start('docs', 'yamada-shoji', '--at', '2027-03-01');
    expect(exitCode).toBe(0);
    const files = ['start', 'forwarding', 'end'].map((paper) => `papers/yamada-shoji-${paper}.pdf`);
    expect(stdout.split('\n')).toEqual(files);
    expect((await stat(join(project.folder, 'papers/yamada-shoji-start.pdf'))).mode & 0o777).toBe(0o600);
    // No stack: nobody is named as the sender.
    expect(await textOf(await read('papers/yamada-shoji-start.pdf'))).toContain(
      '当社の担当者までお問い合わせください',
    );
  });

  it('of all tenants, the same bytes each time', async () => {
    const make = async (out: string) => {
      const { exitCode } = await project.start(
        'docs',
        '--all',
        '--at',
        '2027-03-01',
        '--stack',
        'test',
        '--out',
        out,
      );
      expect(exitCode).toBe(0);
      const names = (await readdir(join(project.folder, out))).sort();
      return new Map(
        await Promise.all(
          names.map(async (name) => [name, (await read(`${out}/${name}`)).toString('base64')] as const),
        ),
      );
    };
    const first = await make('one');
    expect(first.size).toBe(18);
    expect(await make('two')).toEqual(first);
    expect(await textOf(await read('one/yamada-shoji-start.pdf'))).toContain('株式会社でんわばん');
  });

  it('leaves a place for the link while there is no room, then reads it from the live room', async () => {
    const make = () =>
      project.start('docs', 'sakura-realty', '--paper', 'chatwork', '--stack', 'test', '--out', 'guide');
    expect((await make()).exitCode).toBe(0);
    const guide = 'guide/sakura-realty-chatwork.pdf';
    expect(await textOf(await read(guide))).toContain('リンクは準備ができしだいご案内します');
    const applied = await project.start('apply', '--stack', 'test', '--yes');
    expect(applied.exitCode, applied.stderr).toBe(0);
    expect((await make()).exitCode).toBe(0);
    const room = (await project.rooms()).find((one) => one.room === 'さくら不動産販売様 受電報告');
    const { url } = (await (
      await fetch(`${project.api}/v2/rooms/${room?.roomId}/link`, {
        headers: { 'x-chatworktoken': 'token-of-tests' },
      })
    ).json()) as { url: string };
    expect(await qrOf(await read(guide))).toBe(url);
  });

  it('of which no link can be asked for are all made, with a word about it', async () => {
    const secrets = join(project.folder, '.denwaban/test/secrets.json');
    const kept = await readFile(secrets);
    await writeFile(secrets, '{}');
    try {
      const { exitCode, stdout, stderr } = await project.start(
        'docs',
        '--all',
        '--paper',
        'chatwork',
        '--stack',
        'test',
        '--out',
        'unasked',
      );
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toContain('unasked/sakura-realty-chatwork.pdf');
      expect(stderr).toMatch(/^warning secret-missing: .*a place for its link/);
      expect(await textOf(await read('unasked/sakura-realty-chatwork.pdf'))).toContain(
        'リンクは準備ができしだいご案内します',
      );
    } finally {
      await writeFile(secrets, kept);
    }
  });

  it('takes a link that is given', async () => {
    const link = 'https://www.chatwork.example/g/given';
    await project.start('docs', 'sakura-realty', '--paper', 'chatwork', '--invitation', link);
    expect(await qrOf(await read('papers/sakura-realty-chatwork.pdf'))).toBe(link);
  });

  it('shows the company’s logo, and says where it is missing', async () => {
    await project.configure((text) =>
      text.replace('    name: 株式会社でんわばん', '    name: 株式会社でんわばん\n    logo: stacks/logo.svg'),
    );
    const make = () => project.start('docs', 'asahi-clinic', '--stack', 'test', '--out', 'logo');
    const missing = await make();
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain('error logo-unreadable: the logo stacks/logo.svg');
    await writeFile(
      join(project.folder, 'stacks/logo.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>',
    );
    expect((await make()).exitCode).toBe(0);
    await writeFile(join(project.folder, 'stacks/logo.svg'), 'no picture');
    expect((await make()).stderr).toContain('error paper-failed');
    await project.configure((text) => text.replace('\n    logo: stacks/logo.svg', ''));
  });

  it('names a character that no font has, at its place, and writes all papers but that', async () => {
    await project.edit('minato-dental', (text) => text.replace('井上 さくら', '井上 さくら👩'));
    const { exitCode, stderr } = await project.start(
      'docs',
      'minato-dental',
      'yamada-shoji',
      '--at',
      '2027-03-01',
      '--out',
      'odd',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/tenants\/minato-dental\.yaml:16:33 error character-not-printable: .*U\+1F469/);
    expect(await readdir(join(project.folder, 'odd'))).toHaveLength(3);
    const json = await project.start('docs', 'minato-dental', '--at', '2027-03-01', '--format=json');
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      papers: [],
      diagnostics: [{ line: 16, column: 33 }],
    });
    await project.edit('minato-dental', (text) => text.replace('👩', ''));
  });

  it('--due lists whom the notice of the end must reach', async () => {
    const args = ['docs', '--due', '60', '--at', '2027-10-15'];
    const text = await project.start(...args);
    expect(text.stdout).toMatch(
      /^yamada-shoji +2027-11-30 +46 days left {2}contract, 03-5000-0001 forwarding, 050-1000-0001 displayed {2}株式会社山田商事$/m,
    );
    const json = await project.start(...args, '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      days: 60,
      due: [
        {
          tenant: 'yamada-shoji',
          daysLeft: 46,
          contract: true,
          numbers: [{ number: '03-5000-0001' }, { number: '050-1000-0001' }],
        },
      ],
    });
    expect((await project.start(...args, '--format', 'markdown')).stdout).toContain(
      '| yamada-shoji | 株式会社山田商事 | 2027-11-30 |',
    );
  });

  it.each([
    [[], 'error tenant-missing'],
    [['yamada-shoji', '--all'], 'error tenant-and-all'],
    [['nobody'], 'error tenant-unknown'],
    [
      ['asahi-clinic', '--paper', 'chatwork'],
      'error paper-unfit: asahi-clinic gets no paper “chatwork”: its reports go by mail',
    ],
    [['sakura-realty', '--invitation', 'javascript:alert(1)'], 'error bad-invitation'],
    [['sakura-realty', 'ohashi-rental', '--invitation', 'https://a.example/'], 'error invitation-of-whom'],
    [['sakura-realty', '--out', 'tenants/_numbers.yaml'], 'error out-folder'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await project.start('docs', ...args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });
});
