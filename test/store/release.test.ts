import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import type { Digest, NodeName } from '../../src/domain/ids.ts';
import { openFolder } from '../../src/store/folder.ts';
import { keys } from '../../src/store/keys.ts';
import { getObject, putObjects } from '../../src/store/objects.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { getRelease, keySigner, putRelease } from '../../src/store/release.ts';
import type { Blobs, ReleaseBody } from '../../src/store/store.ts';
import { movePointer } from './by-hand.ts';

let root: string;
let blobs: Blobs;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-store-'));
  blobs = openFolder(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const pair = generateKeyPairSync('ed25519');
const body: ReleaseBody = {
  format: 'denwaban-release-1',
  part: 'cluster',
  files: [{ path: 'asterisk/extensions.conf', digest: sha256('x') }],
  tenants: [],
};

async function tamper(change: (release: { body: Record<string, unknown>; signature: string }) => void) {
  const digest = await putRelease(blobs, body, keySigner(pair.privateKey));
  const release = JSON.parse(Buffer.from((await blobs.get(keys.release(digest)))?.body ?? '').toString());
  change(release);
  await blobs.put(keys.release(digest), JSON.stringify(release));
  return getRelease(blobs, digest, pair.publicKey);
}

describe('a release', () => {
  it('comes back verified', async () => {
    const digest = await putRelease(blobs, body, keySigner(pair.privateKey));
    expect(await putRelease(blobs, body, keySigner(pair.privateKey))).toBe(digest);
    expect(await getRelease(blobs, digest, pair.publicKey)).toEqual(body);
  });

  it('is refused by the name of a format that is not known', async () => {
    await expect(
      tamper((r) => Object.assign(r.body, { format: 'denwaban-release-9' })),
    ).rejects.toMatchObject({
      code: 'release-format',
      message: expect.stringContaining('denwaban-release-9'),
    });
  });

  it('of the second format lists sounds', async () => {
    const spoken: ReleaseBody = { ...body, format: 'denwaban-release-2', sounds: [sha256('sound')] };
    const digest = await putRelease(blobs, spoken, keySigner(pair.privateKey));
    expect(await getRelease(blobs, digest, pair.publicKey)).toEqual(spoken);
    for (const change of [{ format: 'denwaban-release-1' as const }, { sounds: ['x' as Digest] }]) {
      const bad = await putRelease(blobs, { ...spoken, ...change }, keySigner(pair.privateKey));
      await expect(getRelease(blobs, bad, pair.publicKey)).rejects.toMatchObject({ code: 'release-form' });
    }
  });

  it('is refused with another body', async () => {
    await expect(tamper((r) => Object.assign(r.body, { part: 'numbers' }))).rejects.toMatchObject({
      code: 'release-digest',
    });
  });

  it('is refused with another key', async () => {
    const digest = await putRelease(blobs, body, keySigner(generateKeyPairSync('ed25519').privateKey));
    await expect(getRelease(blobs, digest, pair.publicKey)).rejects.toMatchObject({
      code: 'release-signature',
    });
  });

  it('is refused where its signature is rubbish', async () => {
    await expect(tamper((r) => Object.assign(r, { signature: '!' }))).rejects.toMatchObject({
      code: 'release-signature',
    });
  });

  it('is named where it is missing', async () => {
    await expect(getRelease(blobs, sha256('none'), pair.publicKey)).rejects.toMatchObject({
      code: 'release-missing',
    });
  });
});

describe('objects', () => {
  it('are written once', async () => {
    const objects = Array.from({ length: 120 }, (_, i) => ({ digest: sha256(`o${i}`), content: `o${i}` }));
    expect(await putObjects(blobs, objects.slice(0, 70))).toBe(70);
    expect(await putObjects(blobs, objects)).toBe(50);
    expect(Buffer.from(await getObject(blobs, sha256('o119'))).toString()).toBe('o119');
  });

  it('are refused with another digest than their bytes have', async () => {
    await expect(putObjects(blobs, [{ digest: sha256('a'), content: 'b' }])).rejects.toMatchObject({
      code: 'object-digest',
    });
    await blobs.put(keys.object(sha256('a')), 'b');
    await expect(getObject(blobs, sha256('a'))).rejects.toMatchObject({ code: 'object-damaged' });
    await expect(getObject(blobs, sha256('c'))).rejects.toMatchObject({ code: 'object-missing' });
  });
});

describe('a pointer', () => {
  const node = 'node1' as NodeName;

  it('counts up with every move, also to the same release', async () => {
    expect(await readPointer(blobs, node, 'cluster')).toBeUndefined();
    await movePointer(blobs, node, 'cluster', sha256('a'));
    await movePointer(blobs, node, 'cluster', sha256('a'), 'mend');
    expect(await readPointer(blobs, node, 'cluster')).toEqual({
      release: sha256('a'),
      generation: 2,
      token: 0,
      reason: 'mend',
    });
    expect(await desiredParts(blobs, node)).toEqual(['cluster']);
  });

  it('is not moved by two at one moment', async () => {
    await movePointer(blobs, node, 'cluster', sha256('a'));
    const moves = await Promise.allSettled(
      [1, 2, 3].map(() => movePointer(blobs, node, 'cluster', sha256('b'))),
    );
    const won = moves.filter((m) => m.status === 'fulfilled').length;
    expect(await readPointer(blobs, node, 'cluster')).toMatchObject({ generation: 1 + won });
  });

  it('that something else wrote is refused', async () => {
    await blobs.put(keys.desired(node, 'cluster'), '{"release":"x"}');
    await expect(readPointer(blobs, node, 'cluster')).rejects.toMatchObject({ code: 'store-value' });
  });
});
