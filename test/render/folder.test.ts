import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRendering } from '../../src/render/folder.ts';
import { render } from '../../src/render/render.ts';
import { stack, tenants } from './sample.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'denwaban-'));
});
afterEach(() => rm(parent, { recursive: true }));

const rendering = render(tenants, stack);

test('writes a folder, writes it again, and leaves nothing beside it', async () => {
  const out = join(parent, 'new', 'out');
  await writeRendering(rendering, out);
  await writeFile(join(out, 'cluster/asterisk/stale.conf'), '');
  await writeRendering(rendering, out);
  expect(await readdir(join(parent, 'new'))).toEqual(['out']);
  expect(await readdir(out)).toContain('.denwaban-render');
  expect(await readdir(join(out, 'cluster/asterisk'))).not.toContain('stale.conf');
  expect(await readFile(join(out, 'numbers/asterisk/numbers.conf'), 'utf8')).toBe(
    rendering.numbers.files[0]?.content,
  );
});

test('writes to an empty folder', async () => {
  await mkdir(join(parent, 'out'));
  await writeRendering(rendering, join(parent, 'out'));
  expect(await readdir(join(parent, 'out'))).toContain('cards');
});

test('leaves a link to a folder a link', async () => {
  await mkdir(join(parent, 'out'));
  await symlink('out', join(parent, 'link'));
  await writeRendering(rendering, join(parent, 'link'));
  expect((await lstat(join(parent, 'link'))).isSymbolicLink()).toBe(true);
  expect(await readdir(join(parent, 'out'))).toContain('cards');
});

test('leaves a folder of somebody else’s alone', async () => {
  await writeFile(join(parent, 'mine'), 'kept');
  await expect(writeRendering(rendering, parent)).rejects.toMatchObject({ code: 'out-not-empty' });
  expect(await readdir(parent)).toEqual(['mine']);
});

test('says that a file is no folder', async () => {
  await writeFile(join(parent, 'file'), '');
  await expect(writeRendering(rendering, join(parent, 'file'))).rejects.toMatchObject({
    code: 'out-not-a-folder',
  });
});
