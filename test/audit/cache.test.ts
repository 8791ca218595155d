import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { type Commit, HistoryWriter } from '../../bench/history/writer.ts';
import { numberAnswer } from '../../src/audit/questions/number.ts';
import { historyOf, lent, line, NUMBERS, newFolder, newRepository, noon, tenant } from './small.ts';

const FILE = 'tenants/aoi.yaml';

/** A repository with two commits, read once. */
async function known() {
  const { folder, ...rest } = await begun();
  await historyOf(folder);
  return { folder, ...rest };
}

async function begun() {
  const repository = await newRepository();
  await repository.commit({ at: noon('2026-10-01'), files: { 'tenants/_numbers.yaml': NUMBERS } });
  await repository.commit({ at: noon('2026-10-02'), files: { [FILE]: tenant({}) } });
  await repository.end();
  const { folder } = repository;
  const cacheFile = async () => {
    const names = await readdir(join(folder, '.denwaban/cache'));
    return join(folder, '.denwaban/cache', names.find((name) => name.startsWith('audit-')) ?? '');
  };
  return { folder, cacheFile };
}

async function more(folder: string, ...commits: Commit[]): Promise<void> {
  const writer = HistoryWriter.onto(folder);
  for (const commit of commits) await writer.commit(commit);
  await writer.end();
}

/** As kept and read on, and as read anew. */
async function both(folder: string, tenants = 'tenants') {
  const kept = await historyOf(folder, { tenants });
  return { kept, anew: await historyOf(folder, { tenants, home: await newFolder() }) };
}

it('what came since is read, and what was read is not read again', async () => {
  const { folder, cacheFile } = await known();
  await more(folder, {
    at: noon('2026-10-03'),
    files: { 'tenants/mita.yaml': tenant({ id: 'mita', lines: [line('03-5000-0002')] }) },
  });
  // The file that was parsed before is not there to be read any more.
  const object = (await execa('git', ['rev-parse', `main:${FILE}`], { cwd: folder })).stdout;
  await rm(join(folder, '.git/objects', object.slice(0, 2), object.slice(2)), { force: true });
  const history = await historyOf(folder);
  expect(history.moments.map(({ day }) => day)).toEqual(['2026-10-01', '2026-10-02', '2026-10-03']);
  expect(numberAnswer(history, lent('03-5000-0001')).holders).toHaveLength(1);
  expect(numberAnswer(history, lent('03-5000-0002')).holders).toHaveLength(1);
  expect((await stat(await cacheFile())).mode & 0o777).toBe(0o600);
  await expect(historyOf(folder, { home: await newFolder() })).rejects.toMatchObject({
    code: 'git-failed',
    message: expect.stringContaining(object),
  });
});

it('holds nothing of people', async () => {
  const { cacheFile } = await known();
  const text = await readFile(await cacheFile(), 'utf8');
  expect(text).toContain('KYC-1');
  expect(text).not.toMatch(/example|担当|株式会社/);
});

it.each([
  ['damaged', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('KYC-1', 'KYC-2'), 'latin1')],
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => Buffer.alloc(0)],
])('is made anew where it is %s', async (_, harm) => {
  const { folder, cacheFile } = await known();
  const file = await cacheFile();
  const good = await readFile(file);
  await writeFile(file, harm(good));
  const { kept, anew } = await both(folder);
  expect(kept).toEqual(anew);
  expect((await readFile(file)).equals(good)).toBe(true);
});

it.each<[string, (folder: string) => Promise<void>]>([
  [
    'another commit in the place of the last',
    async (folder) => {
      await execa('git', ['update-ref', 'refs/heads/main', 'main~1'], { cwd: folder });
      await more(folder, {
        at: noon('2026-10-02'),
        files: { [FILE]: tenant({ lines: [line('03-5000-0009')] }) },
      });
    },
  ],
  [
    'the known end on a side branch',
    async (folder) => {
      const tip = (await execa('git', ['rev-parse', 'main'], { cwd: folder })).stdout;
      await execa('git', ['update-ref', 'refs/heads/main', 'main~1'], { cwd: folder });
      await more(folder, { at: noon('2026-10-04'), files: { 'README.md': 'x' } });
      const tree = (await execa('git', ['rev-parse', `${tip}^{tree}`], { cwd: folder })).stdout;
      const parents = ['-p', 'main', '-p', tip];
      const named = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
      const merge = await execa('git', [...named, 'commit-tree', tree, ...parents, '-m', 'x'], {
        cwd: folder,
        env: { GIT_COMMITTER_DATE: `${noon('2026-10-05')} +0900` },
      });
      await execa('git', ['update-ref', 'refs/heads/main', merge.stdout], { cwd: folder });
    },
  ],
  [
    'a commit less',
    async (folder) => {
      await execa('git', ['update-ref', 'refs/heads/main', 'main~1'], { cwd: folder });
    },
  ],
  [
    'the folder elsewhere',
    async (folder) => {
      await more(folder, {
        at: noon('2026-10-03'),
        remove: ['tenants'],
        files: { 'data/_numbers.yaml': NUMBERS, 'data/aoi.yaml': tenant({}), tenants: { link: 'data' } },
      });
    },
  ],
])('reads anew what is not the beginning of the branch: %s', async (_, change) => {
  const { folder } = await known();
  await change(folder);
  const { kept, anew } = await both(folder);
  expect(kept).toEqual(anew);
  expect(await historyOf(folder)).toEqual(anew);
});
