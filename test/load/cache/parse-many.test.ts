import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toLine } from '../../../src/load/cache/entry.ts';
import { ParseCache } from '../../../src/load/cache/parse-cache.ts';
import { linesOf } from '../../../src/load/cache/parse-many.ts';
import { loadFiles } from '../../../src/load/load.ts';
import { raw, sourceOf } from '../raw.ts';

const good = (i: number) => `id: tenant-${i}\ncompany: { name: 株式会社 ${i} }\n`;
const files = Array.from({ length: 1_200 }, (_, i) =>
  i % 100 === 7 ? raw(`id: [${i}\n`, `bad-${i}.yaml`) : raw(good(i), `tenant-${i}.yaml`),
);

it('many files are parsed beside each other, each to its own line, and problems are left to whoever asks', async () => {
  const lines = await linesOf(files);
  expect(lines.size).toBe(files.length - 12);
  expect(files.filter((file) => !lines.has(file)).map((file) => file.name)).toEqual(
    files.filter((file) => file.name.startsWith('bad')).map((file) => file.name),
  );
  for (const i of [0, 599, 600, 1_199])
    expect(lines.get(files[i] ?? raw(''))).toBe(toLine(sourceOf(good(i))));
});

it('few files are not worth a thread', async () => {
  expect(await linesOf(files.slice(0, 900))).toEqual(new Map());
});

it('a cache that was told of them beforehand says the same', async () => {
  const cache = await ParseCache.open(join(tmpdir(), 'denwaban-no-cache'), 'tenants');
  await cache.prepare(files);
  const told = ({ tenants, problems }: ReturnType<typeof loadFiles>) => ({
    problems,
    tenants: tenants.map(({ file, name, text, value, places }) => ({ file, name, text, value, places })),
  });
  const plain = loadFiles(files, 'tenants');
  expect(plain.problems).toHaveLength(13);
  expect(told(loadFiles(files, 'tenants', { parser: cache }))).toStrictEqual(told(plain));
});
