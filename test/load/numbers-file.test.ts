import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNumbersFile } from '../../src/load/numbers-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-numbers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the numbers of a folder, without its tenants', () => {
  it('are read', async () => {
    await writeFile(join(folder, '_numbers.yaml'), 'blocks: []\n');
    await writeFile(join(folder, 'broken.yaml'), '{');
    expect(await readNumbersFile(folder)).toMatchObject({
      file: join(folder, '_numbers.yaml'),
      value: { blocks: [] },
    });
  });

  it.each([
    ['nothing', async () => {}],
    ['a folder', (file: string) => mkdir(file)],
    ['a file that is too large', (file: string) => writeFile(file, '#'.repeat(2 ** 21))],
    ['no YAML', (file: string) => writeFile(file, '{')],
    ['a named pipe, which nobody writes to', (file: string) => execa('mkfifo', [file])],
  ])('are none where there is %s', async (_, put) => {
    await put(join(folder, '_numbers.yaml'));
    expect(await readNumbersFile(folder)).toBeUndefined();
  });

  it('are none where there is no folder', async () => {
    expect(await readNumbersFile(join(folder, 'elsewhere'))).toBeUndefined();
  });
});
