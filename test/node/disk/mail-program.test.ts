import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mailProgram } from '../../../src/node/disk/mail-program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-mail-program-'));
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function postmap(script: string): Promise<void> {
  await writeFile(join(folder, 'postmap'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'postmap'), 0o755);
}

test('a program that hangs is ended, and named', async () => {
  await postmap('sleep 3');
  const begun = Date.now();
  await expect(mailProgram('postmap', [], 200)).rejects.toThrow('postmap did not end within 0.2 s');
  expect(Date.now() - begun).toBeLessThan(2_000);
});

test('why it failed is told without anybody’s address', async () => {
  await postmap('echo "postmap: warning: duplicate entry: \\"taro@yamada.example\\"" >&2; exit 1');
  expect(await mailProgram('postmap', [])).toEqual({
    lines: [],
    problem: 'postmap failed: postmap: warning: duplicate entry: "t…@yamada.example"',
  });
});

test('one that is not there has failed too', async () => {
  vi.stubEnv('PATH', folder);
  expect((await mailProgram('postmap', [])).problem).toContain('postmap failed: ');
});
