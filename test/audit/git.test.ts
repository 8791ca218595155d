import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { openLine } from '../../src/audit/git/line.ts';
import { dayAnswer } from '../../src/audit/questions/at.ts';
import { numberAnswer } from '../../src/audit/questions/number.ts';
import { tenantAnswer } from '../../src/audit/questions/tenant.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { found, historyOf, lent, line, NUMBERS, newFolder, newRepository, noon, tenant } from './small.ts';

const FILE = 'tenants/aoi.yaml';
const NUMBER = lent('03-5000-0001');
const events = (customers: ReturnType<typeof tenantAnswer>['customers']) =>
  customers.flatMap(({ events }) => events.map(({ what, commit }) => `${commit.day} ${what}`));

describe('what counts is when it was merged', () => {
  it('a branch that lived for months counts at its merge, with the pull request and who merged it', async () => {
    const repository = await newRepository();
    const root = await repository.commit({
      at: noon('2026-10-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS },
    });
    const side = await repository.commit({
      at: noon('2026-11-01'),
      branch: 'side',
      from: root,
      files: { [FILE]: tenant({}) },
      author: 'Hanako',
    });
    const other = await repository.commit({
      at: noon('2027-02-01'),
      branch: 'main',
      files: { 'README.md': 'x' },
    });
    await repository.commit({
      at: noon('2027-03-10'),
      from: other,
      merges: [side],
      message: 'Merge pull request #12 from x/side',
      author: 'Jiro',
      committer: 'GitHub',
      files: { [FILE]: tenant({}) },
    });
    await repository.end();
    const [holder, ...more] = numberAnswer(await historyOf(repository.folder), NUMBER).holders;
    expect(more).toEqual([]);
    expect(holder).toMatchObject({
      tenant: 'aoi',
      from: '2027-01-01',
      began: { day: '2027-03-10', author: 'Hanako', merger: 'Jiro', pullRequest: 12, merge: true },
      identityChecks: [{ recordRef: 'KYC-1', method: 'ic-chip', verifiedOn: '2026-12-01' }],
    });
  });

  it('a merge that is exactly what its branch was is seen, and so is one of several branches at once', async () => {
    const repository = await newRepository();
    const root = await repository.commit({
      at: noon('2026-10-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS },
    });
    const one = { 'tenants/one.yaml': tenant({ id: 'one', lines: [line('03-5000-0010')] }) };
    const two = { 'tenants/two.yaml': tenant({ id: 'two', lines: [line('03-5000-0020')] }) };
    const first = await repository.commit({ at: noon('2026-10-02'), branch: 'one', from: root, files: one });
    const second = await repository.commit({ at: noon('2026-10-03'), branch: 'two', from: root, files: two });
    const fast = await repository.commit({
      at: noon('2026-10-04'),
      branch: 'main',
      from: root,
      merges: [first],
      files: one,
    });
    await repository.commit({ at: noon('2026-10-05'), from: fast, merges: [first, second], files: two });
    await repository.end();
    const history = await historyOf(repository.folder);
    expect(history.moments.map(({ day, merge }) => [day, merge])).toEqual([
      ['2026-10-01', false],
      ['2026-10-04', true],
      ['2026-10-05', true],
    ]);
    expect(numberAnswer(history, lent('03-5000-0020')).holders[0]?.began.day).toBe('2026-10-05');
  });

  it('days are Japan’s in every zone, and a clock that stood back takes nothing back', async () => {
    const repository = await newRepository();
    const late = Date.parse('2027-03-01T23:30:00+09:00') / 1000;
    await repository.commit({ at: late - 7_200, zone: '-1100', files: { 'tenants/_numbers.yaml': NUMBERS } });
    await repository.commit({ at: late, zone: '+1400', files: { [FILE]: tenant({}) } });
    await repository.commit({
      at: late + 3_600,
      zone: '-0930',
      files: { [FILE]: tenant({ channel: 'chatwork' }) },
    });
    await repository.commit({ at: noon('2020-01-01'), files: { [FILE]: tenant({ channel: 'mail' }) } });
    await repository.end();
    const history = await historyOf(repository.folder);
    expect(history.moments.map(({ day }) => day)).toEqual([
      '2027-03-01',
      '2027-03-01',
      '2027-03-02',
      '2027-03-02',
    ]);
    const { numbers, commit } = dayAnswer(history, '2027-03-01' as LocalDate);
    expect(numbers).toMatchObject([{ number: '03-5000-0001', state: 'active', tenant: 'aoi' }]);
    expect(commit?.day).toBe('2027-03-01');
    expect(dayAnswer(history, '2027-02-28' as LocalDate)).toMatchObject({
      numbers: [],
      counts: { available: 0 },
    });
  });

  it('a revert takes back what had not begun, and an answer says so', async () => {
    const repository = await newRepository();
    await repository.commit({ at: noon('2026-10-01'), files: { 'tenants/_numbers.yaml': NUMBERS } });
    await repository.commit({ at: noon('2026-10-02'), files: { [FILE]: tenant({}) } });
    await repository.commit({ at: noon('2026-10-03'), message: 'Revert "x"', files: { [FILE]: null } });
    await repository.commit({
      at: noon('2026-10-04'),
      message: 'Revert "Revert"',
      files: { [FILE]: tenant({}) },
    });
    await repository.end();
    const history = await historyOf(repository.folder);
    const [first, second] = numberAnswer(history, NUMBER).holders;
    expect(first).toMatchObject({ neverBegan: true, ended: { how: 'file-deleted', day: '2026-10-03' } });
    expect(second).toMatchObject({ from: '2027-01-01', began: { day: '2026-10-04' } });
    expect(second).not.toHaveProperty('to');
    expect(found(history)).toEqual([]);
    expect(events(tenantAnswer(history, 'aoi' as TenantId).customers)).toEqual([
      '2026-10-02 contract-starts',
      '2026-10-02 identity-check',
      '2026-10-02 channel',
      '2026-10-02 number-added',
      '2026-10-03 file-deleted',
      '2026-10-04 file-restored',
    ]);
  });
});

describe('where the tenant folder lay', () => {
  it('a folder that was moved is followed to where it was', async () => {
    const repository = await newRepository();
    const files = { '_numbers.yaml': NUMBERS, 'aoi.yaml': tenant({}) };
    const under = (folder: string) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
    await repository.commit({ at: noon('2026-10-01'), files: under('old/customers') });
    await repository.commit({ at: noon('2026-10-05'), remove: ['old'], files: under('tenants') });
    await repository.commit({ at: noon('2026-10-09'), files: { [FILE]: tenant({ channel: 'chatwork' }) } });
    await repository.end();
    const history = await historyOf(repository.folder);
    const { holders } = numberAnswer(history, NUMBER);
    expect(holders).toMatchObject([{ tenant: 'aoi', began: { day: '2026-10-01' } }]);
    expect(found(history)).toEqual([]);
    const [customer] = tenantAnswer(history, 'aoi' as TenantId).customers;
    expect(customer?.events.find(({ what }) => what === 'folder-moved')).toMatchObject({
      detail: { from: 'old/customers', to: 'tenants' },
      commit: { day: '2026-10-05' },
    });
  });

  it('a folder that is a link, and was another one or none before', async () => {
    const repository = await newRepository();
    await repository.commit({ at: noon('2026-09-01'), files: { 'README.md': 'x' } });
    await repository.commit({
      at: noon('2026-10-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS, [FILE]: tenant({}) },
    });
    await repository.commit({
      at: noon('2026-10-05'),
      remove: ['tenants'],
      files: {
        'data/v1/_numbers.yaml': NUMBERS,
        'data/v1/aoi.yaml': tenant({}),
        tenants: { link: 'data/v1' },
      },
    });
    await repository.commit({
      at: noon('2026-10-06'),
      files: { 'data/v2/_numbers.yaml': NUMBERS, 'data/v2/aoi.yaml': tenant({ channel: 'chatwork' }) },
    });
    await repository.commit({ at: noon('2026-10-07'), files: { tenants: { link: 'data/v2/' } } });
    await repository.commit({ at: noon('2026-10-08'), files: { 'data/v1/aoi.yaml': null } });
    await repository.commit({ at: noon('2026-10-09'), files: { 'data/v2/aoi.yaml': tenant({}) } });
    await repository.end();
    const history = await historyOf(repository.folder);
    expect(numberAnswer(history, NUMBER).holders).toMatchObject([{ began: { day: '2026-10-01' } }]);
    expect(
      events(tenantAnswer(history, 'aoi' as TenantId).customers).filter((event) =>
        /channel|deleted|moved/.test(event),
      ),
    ).toEqual([
      '2026-10-01 channel',
      '2026-10-05 folder-moved',
      '2026-10-07 folder-moved',
      '2026-10-07 channel',
      '2026-10-09 channel',
    ]);
    expect(found(history)).toEqual([]);
  });

  it('a project below the top of its repository', async () => {
    const repository = await newRepository();
    await repository.commit({
      at: noon('2026-10-01'),
      files: { 'sub/tenants/_numbers.yaml': NUMBERS, 'sub/tenants/aoi.yaml': tenant({}) },
    });
    await repository.end();
    const sub = join(repository.folder, 'sub');
    await mkdir(sub, { recursive: true });
    expect(numberAnswer(await historyOf(sub), NUMBER).holders).toHaveLength(1);
    await expect(openLine(sub, { tenants: '../../elsewhere' })).rejects.toMatchObject({
      code: 'tenants-folder',
    });
  });
});

describe('files', () => {
  it('a tenant under a new id is the same customer where numbers and identity check are the same', async () => {
    const repository = await newRepository();
    await repository.commit({
      at: noon('2027-01-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS, [FILE]: tenant({}) },
    });
    await repository.commit({
      at: noon('2027-02-01'),
      files: { [FILE]: null, 'tenants/mita.yaml': tenant({ id: 'mita' }) },
    });
    await repository.end();
    const history = await historyOf(repository.folder);
    expect(found(history)).toEqual([]);
    expect(numberAnswer(history, NUMBER).holders).toMatchObject([
      { tenant: 'mita', formerIds: ['aoi'], began: { day: '2027-01-01' } },
    ]);
    const { customers } = tenantAnswer(history, 'aoi' as TenantId);
    expect(customers).toMatchObject([
      { ids: ['aoi', 'mita'], stands: true, numbers: [{ number: '03-5000-0001' }] },
    ]);
    expect(events(customers).at(-1)).toBe('2027-02-01 renamed');
  });

  it('what cannot be read is told, and what the file said before counts on', async () => {
    const repository = await newRepository();
    await repository.commit({
      at: noon('2027-01-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS, [FILE]: tenant({}) },
    });
    const broken = [
      'id: [',
      Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xff, 0xfe]),
      tenant({}).replace('"03-5000-0001"', '03'),
      { link: '../x.yaml' },
      '#'.repeat(300_000),
    ];
    for (const [i, content] of broken.entries())
      await repository.commit({ at: noon(`2027-01-1${i}`), files: { [FILE]: content } });
    await repository.commit({
      at: noon('2027-02-01'),
      files: { 'tenants/_numbers.yaml': 'blocks: 3\n', 'tenants/Zu Groß.yaml': tenant({}) },
    });
    await repository.commit({ at: noon('2027-02-02'), files: { [FILE]: tenant({ channel: 'chatwork' }) } });
    await repository.end();
    const history = await historyOf(repository.folder);
    expect(found(history)).toEqual([]);
    expect(numberAnswer(history, NUMBER).holders).toHaveLength(1);
    const [customer] = tenantAnswer(history, 'aoi' as TenantId).customers;
    expect(
      customer?.events.filter(({ what }) => what === 'file-unreadable').map(({ detail }) => detail.code),
    ).toEqual(['yaml-syntax', 'file-encoding', 'file-not-understood', 'file-symlink', 'file-too-large']);
    expect(dayAnswer(history, '2027-02-01' as LocalDate).numbers).toMatchObject([
      { state: 'active', tenant: 'aoi' },
    ]);
  });
});

describe('a repository that cannot answer', () => {
  it('is refused where it is shallow, with the command that mends it', async () => {
    const repository = await newRepository();
    await repository.commit({ at: noon('2027-01-01'), files: { [FILE]: tenant({}) } });
    await repository.commit({ at: noon('2027-01-02'), files: { [FILE]: tenant({ people: 2 }) } });
    await repository.end();
    const clone = join(await newFolder(), 'clone');
    await execa('git', ['clone', '-q', '--depth', '1', `file://${repository.folder}`, clone]);
    await expect(openLine(clone, { tenants: 'tenants' })).rejects.toMatchObject({
      code: 'git-shallow',
      action: expect.stringContaining('git fetch --unshallow'),
    });
    await execa('git', ['fetch', '-q', '--unshallow'], { cwd: clone });
    expect((await historyOf(clone)).moments).toHaveLength(2);
  });

  it('is none, has no commit, or not the branch', async () => {
    const folder = await newFolder();
    await expect(openLine(folder, { tenants: 'tenants' })).rejects.toMatchObject({ code: 'git-failed' });
    await execa('git', ['init', '-q', '-b', 'main'], { cwd: folder });
    await expect(openLine(folder, { tenants: 'tenants' })).rejects.toMatchObject({ code: 'git-ref' });
    await expect(openLine(folder, { tenants: 'tenants', branch: '--all' })).rejects.toMatchObject({
      code: 'git-ref',
    });
  });

  it('is not changed by somebody’s settings, nor by objects that were replaced', async () => {
    const repository = await newRepository();
    await repository.commit({
      at: noon('2027-01-01'),
      files: { 'tenants/_numbers.yaml': NUMBERS, [FILE]: tenant({}) },
    });
    await repository.end();
    const git = async (...args: string[]) => (await execa('git', args, { cwd: repository.folder })).stdout;
    for (const [key, value] of [
      ['log.showSignature', 'true'],
      ['diff.renames', 'copies'],
      ['log.decorate', 'full'],
      ['color.ui', 'always'],
      ['log.diffMerges', 'off'],
      ['core.abbrev', '7'],
      ['diff.noprefix', 'true'],
      ['diff.relative', 'true'],
      ['log.follow', 'true'],
      ['log.showRoot', 'false'],
    ] as const)
      await git('config', key, value);
    const fake = await execa('git', ['hash-object', '-w', '--stdin'], {
      cwd: repository.folder,
      input: tenant({ id: 'aoi', lines: [line('03-5000-0077')] }),
    });
    await git('replace', await git('rev-parse', `main:${FILE}`), fake.stdout);
    const history = await historyOf(repository.folder);
    expect(numberAnswer(history, NUMBER).holders).toHaveLength(1);
    expect(numberAnswer(history, lent('03-5000-0077')).holders).toEqual([]);
  });

  it('main counts whatever is checked out, and HEAD where there is none', async () => {
    const repository = await newRepository();
    await repository.commit({ at: noon('2027-01-01'), branch: 'trunk', files: { [FILE]: tenant({}) } });
    await repository.end();
    const { folder } = repository;
    await writeFile(join(folder, '.git/HEAD'), 'ref: refs/heads/trunk\n');
    expect(await openLine(folder, { tenants: 'tenants' })).toMatchObject({ branch: 'HEAD' });
    await execa('git', ['branch', 'main', 'trunk'], { cwd: folder });
    expect(await openLine(folder, { tenants: join(folder, 'tenants') })).toMatchObject({
      branch: 'main',
      folder: 'tenants',
    });
    await symlink('tenants', join(folder, 'linked'));
    expect((await historyOf(folder, { branch: 'trunk' })).branch).toBe('trunk');
  });
});
