import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

async function book(...args: string[]) {
  const cli = join(ROOT, 'test/commands/stack/denwaban.ts');
  const node = ['--no-warnings', cli, 'book', ...args];
  return await execa(process.execPath, node, { cwd: ROOT, reject: false });
}

test('writes a book twice, says how it is opened, and refuses another’s folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-book-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const out = join(folder, 'book');
  const first = await book('--out', out, '--format=json');
  const { address, ...summary } = JSON.parse(first.stdout);
  expect(summary).toEqual({ ok: true, tenants: 10, files: expect.any(Number), bytes: expect.any(Number) });
  expect(address).toBe(`${pathToFileURL(out).href}/index.html?now=2027-03-01T10%3A00%3A00%2B09%3A00`);
  expect(await readdir(out)).toEqual(
    expect.arrayContaining(['index.html', 'book.js', 'index.js', 'tenants']),
  );
  const again = await book('--out', out, '--lang', 'ja');
  expect(again).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: `契約会社10社、ファイル${summary.files}件: ${address}`,
  });
  const refused = await book('--out', folder);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toContain('out-not-empty');
});
