import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import type { Digest, NodeName } from '../../src/domain/ids.ts';
import { openFolder } from '../../src/store/folder.ts';
import { findGarbage, sweep } from '../../src/store/garbage.ts';
import { keys } from '../../src/store/keys.ts';
import { putObjects } from '../../src/store/objects.ts';
import { keySigner, putRelease } from '../../src/store/release.ts';
import { writeStatus } from '../../src/store/status.ts';
import type { Blobs } from '../../src/store/store.ts';
import { movePointer } from './by-hand.ts';

const pair = generateKeyPairSync('ed25519');
const node = 'node1' as NodeName;
let root: string;
let blobs: Blobs;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-store-'));
  blobs = openFolder(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A release that lists one file. */
async function release(
  content: string,
  part = 'shard-main',
  signer = keySigner(pair.privateKey),
): Promise<Digest> {
  await putObjects(blobs, [{ digest: sha256(content), content }]);
  const files = [{ path: 'x', digest: sha256(content) }];
  return await putRelease(blobs, { format: 'denwaban-release-1', part, files, tenants: [] }, signer);
}

const LATER = () => Date.now() + 7_200_000;
const find = (applied: Digest[] = [], keep = 1, now = LATER()) =>
  findGarbage(blobs, pair.publicKey, { applied: { releases: applied, rooms: ['applied'] }, keep, now });
const gone = async (...args: Parameters<typeof find>) => {
  const { releases, rooms, objects } = await find(...args);
  return [...releases, ...rooms, ...objects].map(({ key }) => key);
};

describe('garbage', () => {
  it('is no sound that a release lists which is needed', async () => {
    const [used, unused] = ['used', 'unused'].map((content) => ({ digest: sha256(content), content }));
    await putObjects(
      blobs,
      [used, unused].flatMap((object) => object ?? []),
    );
    const sounds = [used?.digest].flatMap((digest) => digest ?? []);
    const part = 'shard-main';
    const body = { format: 'denwaban-release-2', part, files: [], tenants: [], sounds } as const;
    await putRelease(blobs, body, keySigner(pair.privateKey));
    expect(await gone()).toEqual([keys.object(sha256('unused'))]);
  });

  it('is what is neither applied, nor pointed at, nor proved, nor among the last of its part', async () => {
    const [applied, pointed, proved, old] = [
      await release('applied'),
      await release('pointed'),
      await release('proved'),
      await release('old'),
    ];
    await release('of another part', 'numbers');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const last = await release('last');
    await movePointer(blobs, node, 'shard-main', pointed);
    await writeStatus(blobs, {
      node,
      at: 0,
      parts: { 'shard-main': { release: proved, generation: 1, state: 'converged' } },
    });
    await blobs.put(keys.room('applied'), '{}');
    await blobs.put(keys.room('former'), '{}');
    await blobs.put(keys.object(sha256('of nobody')), 'of nobody');
    const wanted = [
      keys.release(old),
      keys.room('former'),
      keys.object(sha256('of nobody')),
      keys.object(sha256('old')),
    ];
    expect(new Set(await gone([applied]))).toEqual(new Set(wanted));
    expect(last).not.toBe(old);

    const all = await blobs.list('');
    await sweep(blobs, await find([applied]));
    expect(await blobs.list('')).toEqual(all.filter((key) => !wanted.includes(key)));
  });

  it('is nothing that was put within the hour', async () => {
    const applied = await release('applied');
    await release('staged');
    await blobs.put(keys.object(sha256('staged, not listed yet')), 'x');
    expect(await gone([applied], 1, Date.now())).toEqual([]);
  });

  it('is not told where something needed cannot be read', async () => {
    const foreign = await release(
      'foreign',
      'shard-main',
      keySigner(generateKeyPairSync('ed25519').privateKey),
    );
    expect(await gone()).toContain(keys.release(foreign));
    await movePointer(blobs, node, 'shard-main', foreign);
    await expect(find()).rejects.toMatchObject({ code: 'release-unreadable' });
  });

  it('leaves every release whole where the sweep is interrupted', async () => {
    for (let i = 0; i < 30; i++) await release(`object ${i}`);
    const stop = new Error('stop');
    const garbage = await find();
    expect(garbage.releases).toHaveLength(29);
    await expect(
      sweep(blobs, garbage, (done) => {
        if (done > 0) throw stop;
      }),
    ).rejects.toBe(stop);
    expect(await blobs.list(keys.releases)).toHaveLength(1);
    expect(await blobs.list(keys.objects)).toHaveLength(30);
    await sweep(blobs, await find());
    expect(await blobs.list(keys.objects)).toHaveLength(1);
  });
});
