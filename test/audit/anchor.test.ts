import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { brokenSince, makeAnchor, readAnchor, writeAnchor } from '../../src/audit/anchor.ts';
import { NOW, newFolder } from './small.ts';

const id = (letter: string) => letter.repeat(40);
/** Newest first. */
const LINE = ['c', 'b', 'a'].map(id);
const anchor = makeAnchor('main', LINE, NOW);

it('is kept by the branch that goes on from it', () => {
  expect(brokenSince(anchor, LINE)).toBeUndefined();
  expect(brokenSince(anchor, [id('e'), id('d'), ...LINE])).toBeUndefined();
});

it.each([
  ['its commit is gone', ['d', 'b', 'a'], /no longer on it/],
  ['there were more commits', ['c', 'b'], /2 commits lead to c+ now, and 3 did then/],
  ['there were other commits', ['c', 'd', 'a'], /other commits/],
])('is broken where %s', (_, line, why) => {
  expect(brokenSince(anchor, line.map(id))?.en).toMatch(why);
});

it('is a file that is read back, and nothing else is', async () => {
  const file = join(await newFolder(), 'anchor.json');
  await writeAnchor(file, anchor);
  expect(await readAnchor(file)).toEqual(anchor);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    format: 'denwaban-anchor-1',
    branch: 'main',
    commit: id('c'),
    commits: 3,
    at: '2030-01-01T00:00:00.000Z',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  for (const text of ['', '{}', '[1]', JSON.stringify({ ...anchor, format: 'x' })]) {
    await writeFile(file, text);
    await expect(readAnchor(file)).rejects.toMatchObject({ code: 'anchor-file' });
  }
  await expect(readAnchor(join(file, 'x'))).rejects.toMatchObject({ code: 'anchor-file' });
  await expect(writeAnchor(join(file, 'x'), anchor)).rejects.toMatchObject({ code: 'anchor-file' });
});
