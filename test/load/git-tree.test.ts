import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolderAt } from '../../src/load/git-tree.ts';

let project: string;
const tenants = (name: string) => join(project, 'tenants', name);
const commit = async () => {
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: project });
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'x');
};
const read = async () =>
  (await readFolderAt({ project, folder: 'tenants' }, 'main')).map(({ name, bytes }) => [
    name,
    Buffer.from(bytes).toString(),
  ]);

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'denwaban-git-'));
  await mkdir(tenants('.shared'), { recursive: true });
  await writeFile(tenants('aoi.yaml'), 'id: aoi\n');
});
afterEach(() => rm(project, { recursive: true }));

describe('a link in the tenant folder of a commit', () => {
  it('is followed inside the repository, as it is in the folder itself', async () => {
    await writeFile(tenants('.shared/mita.yaml'), 'id: mita\n');
    await symlink('.shared/mita.yaml', tenants('mita.yaml'));
    await symlink('mita.yaml', tenants('again.yaml'));
    await commit();
    expect(await read()).toEqual([
      ['again.yaml', 'id: mita\n'],
      ['aoi.yaml', 'id: aoi\n'],
      ['mita.yaml', 'id: mita\n'],
    ]);
  });

  it.each(['/etc/hostname', '../../x.yaml', 'nothing.yaml', 'loop.yaml', '.'])(
    'to %s is refused',
    async (to) => {
      await symlink(to, tenants('loop.yaml'));
      await commit();
      await expect(read()).rejects.toMatchObject({
        code: 'git-symlink',
        message: expect.stringContaining('tenants/loop.yaml'),
      });
    },
  );
});
