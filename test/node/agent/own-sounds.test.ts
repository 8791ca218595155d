import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import type { Digest, TenantId } from '../../../src/domain/ids.ts';
import { OwnSounds } from '../../../src/node/agent/own-sounds.ts';
import { ObjectCache } from '../../../src/node/disk/objects.ts';
import { lookSounds } from '../../../src/node/live/sounds.ts';
import type { TenantObject } from '../../../src/render/objects.ts';
import { openFolder } from '../../../src/store/folder.ts';
import { keys } from '../../../src/store/keys.ts';
import { putObjects } from '../../../src/store/objects.ts';
import type { Blobs } from '../../../src/store/store.ts';

let folder: string;
let live: string;
let blobs: Blobs;
let objects: ObjectCache;
let sounds: OwnSounds;
/** As often as the store was asked. */
let fetched = 0;

const [A, B, C] = ['RIFFa', 'RIFFb', 'RIFFc'].map((text) => sha256(text)) as [Digest, Digest, Digest];
const file = (digest: Digest) => join(live, 'sounds', `${digest}.wav`);
const lying = async () => (await readdir(join(live, 'sounds'))).sort();
const names = (...digests: Digest[]) => digests.map((digest) => `${digest}.wav`).sort();
const of = (...digests: Digest[]) =>
  digests.map((digest, i) => {
    const object = { format: 1, tenant: `t-${i}` as TenantId, astdb: { name: 'x', 'sound-busy': digest } };
    return { object: object as unknown as TenantObject };
  });

/** Files that Asterisk may not read. */
const denied = new Set<string>();
const readable = async () => new Set((await lying()).filter((name) => !denied.has(name)));
const look = (desired = of(A, B), kept = of()) => lookSounds(live, sounds.expected(desired, kept));
const found = async (...args: Parameters<typeof look>) =>
  (await look(...args)).map(({ kind, item, tenant }) => `${kind} ${item} ${tenant ?? '-'}`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-sounds-'));
  live = join(folder, 'live');
  const store = openFolder(join(folder, 'store'));
  await putObjects(
    store,
    ['RIFFa', 'RIFFb', 'RIFFc'].map((content) => ({ digest: sha256(content), content })),
  );
  fetched = 0;
  const get: Blobs['get'] = (key) => {
    fetched++;
    return store.get(key);
  };
  blobs = { ...store, get };
  objects = new ObjectCache(blobs, join(folder, 'objects'));
  sounds = new OwnSounds(live, objects, readable);
  denied.clear();
  await sounds.lay(of(A, B), of());
});
afterEach(() => rm(folder, { recursive: true }));

describe('the tenants’ own sounds on a node', () => {
  test('lie under their digests and are as they should be', async () => {
    expect(await lying()).toEqual(names(A, B));
    expect(await readFile(file(A), 'utf8')).toBe('RIFFa');
    expect(await found()).toEqual([]);
  });

  test('are fetched once, and the changed one alone', async () => {
    expect(fetched).toBe(2);
    await sounds.lay(of(A, C), of(B));
    expect(fetched).toBe(3);
    // What a call in progress may play stays, is no difference, and is not laid down again.
    expect(await lying()).toEqual(names(A, B, C));
    expect(await found(of(A, C), of(B))).toEqual([]);
    await sounds.lay(of(A, C), of());
    expect(await lying()).toEqual(names(A, C));
  });

  test('are taken away when the last call that named them has ended; one that is gone meanwhile stays drift’s to find', async () => {
    await sounds.lay(of(A, C), of(B));
    await rm(file(A));
    await sounds.retire(of(A, C), of());
    expect(await lying()).toEqual(names(C));
    expect(await found(of(A, C))).toEqual([expect.stringMatching(/^missing file sounds\/.* t-0$/)]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['is gone', () => rm(file(A)), 'missing'],
    ['has other bytes', () => writeFile(file(A), 'RIFFx'), 'changed'],
    [
      'has other bytes of the same time',
      async () => {
        await writeFile(file(A), 'RIFFx');
        await utimes(file(A), new Date(0), new Date(0));
      },
      'changed',
    ],
    [
      'is a link to what is the same',
      async () => {
        await rm(file(A));
        await writeFile(join(folder, 'elsewhere'), 'RIFFa');
        await symlink(join(folder, 'elsewhere'), file(A));
      },
      'changed',
    ],
    [
      'is a folder',
      async () => {
        await rm(file(A));
        await mkdir(file(A));
      },
      'changed',
    ],
  ])('one that %s is found and mended', async (_, spoil, kind) => {
    expect(await found()).toEqual([]);
    await spoil();
    expect(await found()).toEqual([`${kind} file sounds/${A}.wav t-0`]);
    for (const { mend } of await look()) await mend?.();
    expect(await found()).toEqual([]);
    expect(fetched).toBe(2);
  });

  test('one that Asterisk cannot read is found', async () => {
    denied.add(`${B}.wav`);
    expect(await found()).toEqual([`changed file sounds/${B}.wav t-1`]);
  });

  test('a file that nobody owns is found and taken away', async () => {
    await writeFile(join(live, 'sounds', 'mine.wav'), 'RIFFm');
    expect(await found()).toEqual(['unowned file sounds/mine.wav -']);
    for (const { mend } of await look()) await mend?.();
    expect(await lying()).toEqual(names(A, B));
  });

  test('one that is nowhere any more is told, and ends nothing', async () => {
    await rm(file(A));
    await rm(join(folder, 'objects', A));
    await blobs.delete(keys.object(A));
    await sounds.lay(of(A, B), of());
    for (const { mend } of await look()) await mend?.();
    expect(await found()).toEqual([`missing file sounds/${A}.wav t-0`]);
  });
});
