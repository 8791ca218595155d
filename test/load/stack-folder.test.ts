import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackFile, stackNames } from '../../src/load/stack-folder.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'denwaban-stacks-'));
  writeFileSync(join(folder, 'Pulumi.local.yaml'), 'config: {}\n');
  writeFileSync(join(folder, 'Pulumi.prod.yaml'), 'config: [\n');
  writeFileSync(join(folder, 'notes.txt'), '');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('stack files', () => {
  it('are listed by name', async () => {
    expect(await stackNames(folder)).toEqual(['local', 'prod']);
    expect(await stackNames(join(folder, 'nowhere'))).toEqual([]);
  });

  it('are read with places', async () => {
    expect((await readStackFile(folder, 'local')).keyAt(['config'])).toEqual({ line: 1, column: 1 });
  });

  it('that do not exist are answered with those that do', async () => {
    await expect(readStackFile(folder, 'staging')).rejects.toMatchObject({
      code: 'stack-unknown',
      action: 'name one of local, prod',
    });
  });

  it('cannot be named out of their folder', async () => {
    for (const name of ['../x', 'a/b', 'UPPER', '', '.', 'a\n']) {
      await expect(readStackFile(folder, name)).rejects.toMatchObject({ code: 'stack-name' });
    }
  });

  it('that are no YAML say where', async () => {
    await expect(readStackFile(folder, 'prod')).rejects.toMatchObject({ name: 'DiagnosticsError' });
  });
});
