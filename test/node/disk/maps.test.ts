import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectedMaps } from '../../../src/node/disk/maps.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-maps-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('a table that could not be compiled once is compiled the next time', async () => {
  const texts = new Map([['alias-main', 'a@b.example c@d.example\n']]);
  vi.stubEnv('PATH', folder);
  await expect(expectedMaps(join(folder, 'live'), texts)).rejects.toThrow();

  await mkdir(join(folder, 'bin'));
  const postmap = join(folder, 'bin', 'postmap');
  await writeFile(postmap, '#!/bin/sh\n[ "$1" = -s ] && echo "a@b.example	c@d.example"\nexit 0\n');
  await chmod(postmap, 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
  expect(await expectedMaps(join(folder, 'live'), texts)).toEqual(
    new Map([['alias-main', ['a@b.example\tc@d.example']]]),
  );
});
