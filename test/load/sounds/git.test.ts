import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolderAt } from '../../../src/load/git-tree.ts';
import { loadFiles, loadFolder } from '../../../src/load/load.ts';
import { readSoundsAt } from '../../../src/load/sounds/git.ts';
import { namedSounds } from '../../../src/load/sounds/named.ts';
import { wav } from './wav-by-hand.ts';

let project: string;
const sound = (path: string) => join(project, 'tenants/_sounds', path);
const commit = async () => {
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: project });
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'x');
};
const read = async () => {
  const where = { project, folder: 'tenants' };
  const { tenants } = loadFiles(await readFolderAt(where, 'main'), 'tenants');
  return readSoundsAt(where, 'main', namedSounds(tenants));
};

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'denwaban-git-'));
  for (const tenant of ['aoi', 'mita']) await mkdir(sound(tenant), { recursive: true });
  await writeFile(
    join(project, 'tenants/aoi.yaml'),
    'id: aoi\nannouncements: { busy: a.wav, ended: bad.wav }\n',
  );
  await writeFile(
    join(project, 'tenants/mita.yaml'),
    'id: mita\nannouncements: { busy: a.wav, ended: no.wav }\n',
  );
});
afterEach(() => rm(project, { recursive: true }));

describe('the sounds of a commit', () => {
  it('are what the folder had then', async () => {
    await writeFile(sound('aoi/a.wav'), wav({ sample: 1 }));
    await writeFile(sound('mita/a.wav'), wav({ sample: 1 }));
    await writeFile(sound('aoi/bad.wav'), 'ID3');
    await commit();
    const then = (await loadFolder(join(project, 'tenants'))).sounds;
    await writeFile(sound('aoi/a.wav'), wav({ sample: 2 }));
    expect(Object.fromEntries((await read()).files)).toEqual(Object.fromEntries(then.files));
    expect(then.files.get('mita/no.wav')).toMatchObject({ trouble: 'missing' });
    expect(then.files.get('aoi/a.wav')).toEqual(then.files.get('mita/a.wav'));
  });

  it('are no links', async () => {
    await writeFile(sound('mita/a.wav'), wav());
    await symlink('../mita/a.wav', sound('aoi/a.wav'));
    await commit();
    expect((await read()).files.get('aoi/a.wav')).toMatchObject({ trouble: 'symlink' });
  });

  it('cost nothing where nobody names one', async () => {
    const nowhere = { project: join(project, 'nowhere'), folder: 'tenants' };
    expect((await readSoundsAt(nowhere, 'main', new Map())).files.size).toBe(0);
  });
});
