import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '../../src/store/folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = (found: { body: Uint8Array } | undefined) => found && Buffer.from(found.body).toString();

describe('a folder as store', () => {
  it('gives back what was put, and a version that tells values apart', async () => {
    const blobs = openFolder(root);
    expect(await blobs.get('nodes/node1/status')).toBeUndefined();
    expect(await blobs.put('nodes/node1/status', 'one')).toBe(true);
    const one = await blobs.get('nodes/node1/status');
    expect(text(one)).toBe('one');
    await blobs.put('nodes/node1/status', 'two');
    expect((await blobs.get('nodes/node1/status'))?.version).not.toBe(one?.version);
  });

  it('creates only where nothing is', async () => {
    const blobs = openFolder(root);
    expect(await blobs.put('a', 'first', { ifVersion: null })).toBe(true);
    expect(await blobs.put('a', 'second', { ifVersion: null })).toBe(false);
    expect(text(await blobs.get('a'))).toBe('first');
  });

  it('replaces only the version that was named', async () => {
    const blobs = openFolder(root);
    await blobs.put('a', 'first');
    const version = (await blobs.get('a'))?.version ?? '';
    expect(await blobs.put('a', 'second', { ifVersion: version })).toBe(true);
    expect(await blobs.put('a', 'third', { ifVersion: version })).toBe(false);
    expect(await blobs.put('gone', 'x', { ifVersion: version })).toBe(false);
    expect(text(await blobs.get('a'))).toBe('second');
    expect(await blobs.get('gone')).toBeUndefined();
  });

  it('lists keys below a prefix, sorted, and nothing of its own', async () => {
    const blobs = openFolder(root);
    for (const key of [
      'objects/b',
      'objects/a',
      'nodes/node1/desired/numbers',
      'nodes/node1/desired/cluster',
    ]) {
      await blobs.put(key, key);
    }
    expect(await blobs.list('objects/')).toEqual(['objects/a', 'objects/b']);
    expect(await blobs.list('nodes/node1/desired/c')).toEqual(['nodes/node1/desired/cluster']);
    expect(await blobs.list('nothing/')).toEqual([]);
    expect(await blobs.list('')).toHaveLength(4);
  });

  it('forgets what is deleted, and deletes twice without complaint', async () => {
    const blobs = openFolder(root);
    await blobs.put('a', 'x');
    await blobs.delete('a');
    await blobs.delete('a');
    expect(await blobs.get('a')).toBeUndefined();
  });

  it.each(['../outside', '/etc/passwd', 'a//b', '', '.hidden', 'a/../b', 'a\0b'])(
    'refuses %j as a key',
    async (key) => {
      await expect(openFolder(root).get(key)).rejects.toThrow('no key of the store');
      await expect(openFolder(root).put(key, 'x')).rejects.toThrow('no key of the store');
    },
  );

  it('leaves nothing half-written behind', async () => {
    const blobs = openFolder(root);
    await blobs.put('a', 'x', { ifVersion: null });
    await blobs.put('a', 'x', { ifVersion: null });
    expect(await readdir(join(root, '.denwaban-store', 'aside'))).toEqual([]);
  });

  it('loses no put where processes race for one key', async () => {
    const racer = join(import.meta.dirname, 'fixtures', 'racer.ts');
    const lost = await Promise.all(
      [1, 2, 3, 4].map(async () => Number((await execa(process.execPath, [racer, root, '40'])).stdout)),
    );
    expect(text(await openFolder(root).get('counter'))).toBe('160');
    // Without a single lost try the processes never met, and the count above would prove nothing.
    expect(lost.reduce((a, b) => a + b)).toBeGreaterThan(0);
  }, 60_000);
});
