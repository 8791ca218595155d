import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTenantFolder } from '../../src/load/folder.ts';

let top: string;
let folder: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'denwaban-load-'));
  folder = join(top, 'tenants');
  mkdirSync(folder);
});

afterEach(() => rmSync(top, { recursive: true }));

async function problems(): Promise<string[]> {
  const read = await readTenantFolder(folder);
  return read.problems.map((p) => `${p.file.slice(folder.length + 1)} ${p.code}`);
}

describe('readTenantFolder', () => {
  it('reads .yaml files by name, and passes over other files', async () => {
    for (const name of ['b.yaml', 'a.yaml', '_numbers.yaml', 'README.md', '.hidden.yaml', 'a.yaml~']) {
      writeFileSync(join(folder, name), name);
    }
    const { files, problems } = await readTenantFolder(folder);
    expect(files.map((f) => f.name)).toEqual(['_numbers.yaml', 'a.yaml', 'b.yaml']);
    expect(files[1]?.file).toBe(join(folder, 'a.yaml'));
    expect(problems).toEqual([]);
  });

  it('refuses a file of 10 MB before it is read', async () => {
    const file = join(folder, 'big.yaml');
    writeFileSync(file, '');
    truncateSync(file, 10 * 1024 * 1024);
    expect(await problems()).toEqual(['big.yaml file-too-large']);
  });

  it('refuses a symbolic link out of the folder, also by way of another, and follows one inside', async () => {
    writeFileSync(join(top, 'secret.yaml'), 'id: secret');
    writeFileSync(join(folder, 'real.yaml'), 'id: real');
    symlinkSync('../secret.yaml', join(folder, 'out.yaml'));
    symlinkSync('out.yaml', join(folder, 'twice.yaml'));
    symlinkSync('/etc/hostname', join(folder, 'absolute.yaml'));
    symlinkSync('real.yaml', join(folder, 'inside.yaml'));
    const read = await readTenantFolder(folder);
    expect(read.problems.map((p) => p.code)).toEqual(new Array(3).fill('file-symlink-outside'));
    expect(read.files.map((f) => f.name)).toEqual(['inside.yaml', 'real.yaml']);
  });

  it('does not take a folder whose name begins like ours for ours', async () => {
    mkdirSync(join(top, 'tenants-old'));
    writeFileSync(join(top, 'tenants-old', 'a.yaml'), 'id: a');
    symlinkSync('../tenants-old/a.yaml', join(folder, 'a.yaml'));
    expect(await problems()).toEqual(['a.yaml file-symlink-outside']);
  });

  it('names links that lead nowhere or in a circle', async () => {
    symlinkSync('gone.yaml', join(folder, 'dangling.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    expect(await problems()).toEqual(['dangling.yaml file-unreadable', 'loop.yaml file-unreadable']);
  });

  it('does not wait for a named pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(await problems()).toEqual(['pipe.yaml file-not-regular']);
  });

  it('refuses folders, other endings and devices', async () => {
    mkdirSync(join(folder, 'a.yaml'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'b.yml'), '');
    writeFileSync(join(folder, 'c.YAML'), '');
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    expect(await problems()).toEqual([
      'a.yaml folder-in-tenants',
      'b.yml file-ending',
      'c.YAML file-ending',
      'sub folder-in-tenants',
      'zero.yaml file-symlink-outside',
    ]);
  });

  it('says in one problem that there is no folder, or no folder there', async () => {
    await expect(readTenantFolder(join(top, 'nowhere'))).rejects.toMatchObject({
      name: 'Problem',
      code: 'tenants-folder',
    });
    writeFileSync(join(top, 'file'), '');
    await expect(readTenantFolder(join(top, 'file'))).rejects.toMatchObject({
      name: 'Problem',
      code: 'tenants-folder',
    });
  });
});
