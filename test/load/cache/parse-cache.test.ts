import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import { ParseCache } from '../../../src/load/cache/parse-cache.ts';
import { parserIdentity } from '../../../src/load/cache/parser-identity.ts';
import { writeSealed } from '../../../src/load/cache/sealed-file.ts';
import { type Loaded, loadFolder } from '../../../src/load/load.ts';
import type { Path } from '../../../src/load/place.ts';
import type { SourceFile } from '../../../src/load/source-file.ts';
import { diagnose, FIXTURES, fixtureNames } from '../../validate/fixtures.ts';
import { raw, sourceOf } from '../raw.ts';

let home: string;
let key: string;
beforeEach(async () => {
  home = join(await mkdtemp(join(tmpdir(), 'denwaban-cache-')), '.denwaban');
  key = join(home, 'cache.key');
});
afterEach(() => rm(join(home, '..'), { recursive: true }));

const FOLDER = 'tenants';
const open = (folder = FOLDER) => ParseCache.open(home, folder);
const files = async () => (await readdir(join(home, 'cache'))).filter((name) => name !== '.gitignore');
const theFile = async () => join(home, 'cache', (await files())[0] ?? '');

/** Loads with a cache, and keeps it. */
async function loadKeeping(folder: string): Promise<Loaded> {
  const cache = await open(folder);
  const loaded = await loadFolder(folder, cache);
  await cache.save(1);
  return loaded;
}

/** Puts one text into the cache. */
async function keep(...texts: string[]): Promise<void> {
  const cache = await open();
  for (const text of texts) cache.parse(raw(text));
  await cache.save(1);
}

async function valueIn(text: string): Promise<unknown> {
  const parsed = (await open()).parse(raw(text));
  return 'source' in parsed ? parsed.source.value : parsed.problems;
}

/** Everything that a file tells: names, text, value, and of each path in it where it stands. */
function told(source: SourceFile) {
  const paths: Path[] = [['nothing', 'there'], ...pathsOf(source.value, [])];
  const places = paths.map((path) => [path, source.at(path), source.keyAt(path), source.written(path)]);
  return { file: source.file, name: source.name, text: source.text, value: source.value, places };
}

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [
    path,
    ...steps.flatMap((step) => pathsOf((value as Record<string, unknown>)[step], [...path, step])),
  ];
}

const everything = ({ tenants, numbers, problems }: Loaded) => ({
  tenants: tenants.map(told),
  numbers: numbers && told(numbers),
  problems,
});

describe('what is loaded is the same without a cache, with a cold one and with a warm one', () => {
  const all = (['valid', 'invalid'] as const).flatMap((kind) =>
    fixtureNames(kind).map((name) => join(kind, name)),
  );
  it.each(all)('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const loads: Loaded[] = [];
    const telling = (load: typeof loadFolder) =>
      diagnose(folder, async (part) => {
        const loaded = await load(part);
        loads.push(loaded);
        return loaded;
      });
    const plain = await telling(loadFolder);
    expect(await telling(loadKeeping)).toStrictEqual(plain);
    expect(await telling(loadKeeping)).toStrictEqual(plain);
    const [without = [], cold, warm] = ['', '', ''].map((_, i) =>
      loads.slice((i * loads.length) / 3, ((i + 1) * loads.length) / 3).map(everything),
    );
    expect(without.length).toBeGreaterThan(0);
    expect(cold).toStrictEqual(without);
    expect(warm).toStrictEqual(without);
  });

  it.each([
    'a: [.inf, -.inf, .nan, -0, -0.0, 1e3]\n',
    '__proto__: { constructor: 1 }\n"10": a\n"9": b\nc:\n',
    'a: "half \\ud83d of a pair, a break \\n, a tab \\t, \\u2028"\n',
    '\uFEFFid: aoi\r\nb: >\r\n  two\r\n  lines\r\n',
  ])('%j', async (text) => {
    const plain = sourceOf(text);
    await keep(text);
    expect(await valueIn(text)).toStrictEqual(plain.value);
  });
});

describe('a cache', () => {
  const text = 'id: aoi\ncompany: { name: 青井 }\n';
  const { value } = sourceOf(text);
  const forged = `${sha256(text)} {"id":"forged"}\t0,6,0,4,6`;

  it('is used', async () => {
    await keep(text);
    await writeSealed(await theFile(), key, `${await parserIdentity()}\n${forged}`);
    expect(await valueIn(text)).toMatchObject({ id: 'forged' });
  });

  it('is of one version of everything that parses', async () => {
    await keep(text);
    await writeSealed(await theFile(), key, `${'0'.repeat(64)}\n${forged}`);
    expect(await valueIn(text)).toStrictEqual(value);
  });

  it('knows a file by its bytes alone', async () => {
    await keep(text);
    expect(await valueIn(text.replace('青井', '青木'))).toMatchObject({ company: { name: '青木' } });
  });

  it('is not believed where anything in it was changed', async () => {
    await keep(text);
    const file = await theFile();
    const whole = await readFile(file);
    for (let i = 0; i < whole.length; i += 7) {
      const damaged = Buffer.from(whole);
      damaged[i] = (damaged[i] ?? 0) ^ 1;
      await writeFile(file, damaged);
      expect(await valueIn(text)).toStrictEqual(value);
    }
    for (const length of [0, 10, 32, 33, whole.length - 1]) {
      await writeFile(file, whole.subarray(0, length));
      expect(await valueIn(text)).toStrictEqual(value);
    }
  });

  it('is not believed where it comes from somewhere else', async () => {
    await keep(text);
    const file = await theFile();
    await writeSealed(file, join(home, 'another.key'), `${await parserIdentity()}\n${forged}`);
    expect(await valueIn(text)).toStrictEqual(value);
    await rm(key);
    expect(await valueIn(text)).toStrictEqual(value);
    await writeFile(key, '');
    expect(await valueIn(text)).toStrictEqual(value);
    await keep(text);
    expect(await readFile(file, 'utf8')).not.toContain('forged');
  });

  it('is not believed where its key may have come with a branch, and writes through no link', async () => {
    await keep(text);
    await writeSealed(await theFile(), key, `${await parserIdentity()}\n${forged}`);
    await chmod(key, 0o644);
    expect(await valueIn(text)).toStrictEqual(value);
    const elsewhere = join(home, 'elsewhere');
    await rename(key, elsewhere);
    await chmod(elsewhere, 0o600);
    await symlink(elsewhere, key);
    expect(await valueIn(text)).toStrictEqual(value);
    const before = await readFile(elsewhere);
    await keep(text, 'id: another\n');
    expect(await readFile(elsewhere)).toEqual(before);
    expect(await readFile(await theFile(), 'utf8')).not.toContain('forged');
  });

  it('is for its owner alone, out of sight of git, and does not hold its key', async () => {
    await mkdir(join(home, 'cache'), { recursive: true, mode: 0o755 });
    await keep(text);
    expect((await stat(join(home, 'cache'))).mode & 0o777).toBe(0o700);
    expect((await stat(await theFile())).mode & 0o777).toBe(0o600);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    expect(await readFile(join(home, 'cache', '.gitignore'), 'utf8')).toBe('*\n');
    expect(await files()).toHaveLength(1);
  });

  it('holds what the folder holds, and of four folders', async () => {
    await keep(text, 'id: gone\n');
    await keep(text);
    expect(await readFile(await theFile(), 'utf8')).not.toContain('gone');
    for (const folder of ['a', 'b', 'c', 'd']) {
      const cache = await open(folder);
      cache.parse(raw(text));
      await cache.save(1);
    }
    expect(await files()).toHaveLength(4);
  });

  it('is written where much is new, and then has everything', async () => {
    const many = Array.from({ length: 100 }, (_, i) => `id: tenant-${i}\n`);
    const few = await open();
    for (const one of many.slice(1)) few.parse(raw(one));
    await few.save();
    await expect(files()).rejects.toThrow();
    const enough = await open();
    for (const one of many) enough.parse(raw(one));
    await enough.save();
    const whole = await readFile(await theFile(), 'utf8');
    expect(many.filter((one) => !whole.includes(sha256(one)))).toEqual([]);
  });

  it('is done without where it cannot be written', async () => {
    await writeFile(home, 'no folder');
    await keep(text);
    expect(await valueIn(text)).toStrictEqual(value);
  });
});
