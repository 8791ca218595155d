import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headCommit, isAsCommitted, mergesSince } from '../../src/load/git-commit.ts';

let folder: string;
let commit: string;
const git = (...args: string[]) =>
  execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
const write = (file: string, text = 'x') => writeFile(join(folder, file), text);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-commit-'));
  await mkdir(join(folder, 'tenants'));
  await write('tenants/yamada.yaml');
  await write('stack.yaml');
  await write('.gitignore', 'tenants/ignored.yaml\n.DS_Store\n');
  await git('init', '-q');
  await git('add', '.');
  await git('commit', '-q', '-m', 'all');
  commit = (await headCommit(folder)) ?? '';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clean = (...paths: string[]) => isAsCommitted(folder, commit, ['tenants', 'stack.yaml', ...paths]);

describe('whether files are as committed', () => {
  it('is so right after the commit, whatever lies elsewhere and whatever is not read', async () => {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    await write('elsewhere.txt');
    await write('tenants/.DS_Store');
    await write('tenants/.yamada.yaml.swp');
    expect(await clean()).toBe(true);
    expect((await git('status', '--porcelain')).stdout).toContain('?? elsewhere.txt');
  });

  it.each<[string, () => unknown]>([
    ['is changed', () => write('tenants/yamada.yaml', 'y')],
    ['is new', () => write('tenants/new.yaml')],
    ['is new and ignored', () => write('tenants/ignored.yaml')],
    ['is taken away', () => rm(join(folder, 'tenants/yamada.yaml'))],
    [
      'is a link',
      () => rm(join(folder, 'stack.yaml')).then(() => symlink('.gitignore', join(folder, 'stack.yaml'))),
    ],
    [
      'is changed and staged, and back in the work tree',
      async () => {
        await write('tenants/yamada.yaml', 'y');
        await git('add', '.');
        await git('commit', '-q', '-m', 'later');
      },
    ],
    [
      'is changed, and git told to assume that it is not',
      async () => {
        await git('update-index', '--assume-unchanged', 'tenants/yamada.yaml');
        await write('tenants/yamada.yaml', 'y');
      },
    ],
    [
      'is changed, and git told to skip it',
      async () => {
        await git('update-index', '--skip-worktree', 'tenants/yamada.yaml');
        await write('tenants/yamada.yaml', 'y');
      },
    ],
  ])('is not so where a file %s', async (_, change) => {
    await change();
    expect(await clean()).toBe(false);
  });

  it('is not known of what lies outside of the repository, or is not there', async () => {
    expect(await clean(tmpdir())).toBe(false);
    expect(await clean('no-such-folder')).toBe(false);
  });

  it('leaves what is staged as it is', async () => {
    await write('tenants/new.yaml');
    await git('add', 'tenants/new.yaml');
    await clean();
    expect((await git('status', '--porcelain')).stdout).toBe('A  tenants/new.yaml');
  });

  it('has no commit outside of a repository and before the first commit', async () => {
    await rm(join(folder, '.git'), { recursive: true });
    expect(await headCommit(folder)).toBeUndefined();
    await git('init', '-q');
    expect(await headCommit(folder)).toBeUndefined();
  });
});

describe('merges since a commit', () => {
  const merge = async (branch: string) => {
    await git('switch', '-q', '-c', branch);
    await git('commit', '-q', '--allow-empty', '-m', `on ${branch}`);
    await git('switch', '-q', '-');
    await git('merge', '-q', '--no-ff', '-m', `merge ${branch}`, branch);
    return (await headCommit(folder)) ?? '';
  };

  it('are the first-parent line’s, oldest first, without what branches held', async () => {
    const merges = [await merge('a'), await merge('b')];
    expect(await mergesSince(folder, commit)).toEqual(merges);
    expect(await mergesSince(folder, merges[0])).toEqual(merges.slice(1));
    expect(await mergesSince(folder, merges[1])).toEqual([]);
    expect(await mergesSince(folder, undefined)).toEqual([commit, ...merges]);
  });

  it('of a commit that is not there are refused', async () => {
    await expect(mergesSince(folder, '0'.repeat(40))).rejects.toMatchObject({ code: 'git-ref' });
    await expect(mergesSince(folder, '--all')).rejects.toMatchObject({ code: 'git-ref' });
  });
});
