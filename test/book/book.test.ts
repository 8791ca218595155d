import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operatorsBook } from '../../src/book/book.ts';
import { type BookData, chunkOf, dataScript } from '../../src/book/data.ts';
import { writeBook } from '../../src/book/write.ts';
import { person, stack, tenant, tenants } from '../render/sample.ts';

const book = (all = tenants) => operatorsBook(all, stack.report, 'the script');

/** What a data file hands over. */
function handed<N extends keyof BookData>(name: N, script: string | undefined): BookData[N] {
  const json = new RegExp(`^denwabanBook\\.${name}\\((.*)\\);\n$`).exec(script ?? '')?.[1];
  return JSON.parse(json ?? 'null') as BookData[N];
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-book-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the same tenants give the same bytes, in any order', () => {
  expect([...book(tenants.toReversed())]).toEqual([...book()]);
});

test('every tenant is in the index and in its chunk', () => {
  const files = book();
  const { rows } = handed('index', files.get('index.js'));
  expect(rows.map((row) => row.id as string).sort()).toEqual(tenants.map((t) => t.id as string).sort());
  for (const { id, company } of tenants) {
    const { tenants: members } = handed('tenants', files.get(`tenants/${chunkOf(id)}.js`));
    expect(members[id]).toMatchObject({ name: company.name, greeting: company.greeting });
  }
});

test('another greeting is another edition; another day is none', () => {
  const edition = (all = tenants) => handed('edition', book(all).get('edition.js')).digest;
  const [first, ...others] = tenants;
  if (!first) throw new Error('no sample');
  const changed = { ...first, company: { ...first.company, greeting: 'はい。' } };
  expect(edition([changed, ...others])).not.toBe(edition());
});

test('nothing is in it that an operator does not need: mail addresses, identity checks, blocked callers', () => {
  const [first] = tenants;
  if (!first) throw new Error('no sample');
  const identityCheck = { method: 'ic-chip', verifiedOn: first.contract.starts, recordRef: 'KYC-SECRET-1' };
  const all = [{ ...first, contract: { ...first.contract, identityCheck } }, ...tenants.slice(1)];
  const text = [...book(all).values()].join('\n');
  for (const secret of ['KYC-SECRET', 'ic-chip', 'taro@', 'a..b@', '0312345678', '12125550100', 'police'])
    expect(text.includes(secret), secret).toBe(false);
  expect(text).toContain('"blocked":2');
});

test('no text ends the script or its line, or is invisible', () => {
  const hostile = '</script><!--<script>\u2028\u2029\u202e"\\';
  const all = [tenant('evil', { roster: [person('first', hostile, 'first@evil.example')] })];
  for (const [path, script] of book(all)) {
    if (path.endsWith('.html') || path.endsWith('.css')) continue;
    expect(script, path).not.toMatch(/[<\u2028\u2029\u202e]|\n./);
  }
  expect(handed('index', dataScript('index', { rows: [] }))).toEqual({ rows: [] });
  expect(handed('index', book(all).get('index.js')).rows[0]?.people[0]?.name).toBe(
    '</script><!--<script>\\u{2028}\\u{2029}\\u{202e}"\\',
  );
});

test('ten thousand tenants spread over the chunks', () => {
  const sizes = Map.groupBy(
    Array.from({ length: 10_000 }, (_, i) => `tenant-${i}`),
    chunkOf,
  );
  expect(sizes.size).toBe(256);
  expect(Math.max(...[...sizes.values()].map((ids) => ids.length))).toBeLessThan(3 * (10_000 / 256));
});

test('a book that cannot be written leaves the old one whole', async () => {
  const folder = join(await newFolder(), 'book');
  await writeBook(book(), folder);
  await chmod(folder, 0o750);
  const before = await readFile(join(folder, 'index.js'), 'utf8');
  // A file where a folder is to be.
  const broken = new Map([...book(), ['index.js/x', '']]);
  await expect(writeBook(broken, folder)).rejects.toMatchObject({ code: 'out-not-written' });
  expect(await readFile(join(folder, 'index.js'), 'utf8')).toBe(before);
  expect(await readdir(join(folder, '..'))).toEqual(['book']);
  await writeBook(book([]), folder);
  expect(handed('index', await readFile(join(folder, 'index.js'), 'utf8')).rows).toEqual([]);
  expect((await stat(folder)).mode & 0o777).toBe(0o750);
});

test('a folder of something else’s is left alone', async () => {
  const folder = await newFolder();
  await writeBook(book(), join(folder, 'book'));
  await expect(writeBook(book(), folder)).rejects.toMatchObject({ code: 'out-not-empty' });
});
