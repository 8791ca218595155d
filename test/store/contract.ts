import { expect, it } from 'vitest';
import type { Blobs } from '../../src/store/store.ts';

export const text = (found: { body: Uint8Array } | undefined) => found && Buffer.from(found.body).toString();

/** What every kind of store does alike. @param fresh an empty one */
export function behavesAsStore(fresh: () => Blobs | Promise<Blobs>): void {
  it('gives back what was put, and a version that tells values apart', async () => {
    const blobs = await fresh();
    expect(await blobs.get('nodes/node1/status')).toBeUndefined();
    expect(await blobs.put('nodes/node1/status', 'one 電話')).toBe(true);
    const one = await blobs.get('nodes/node1/status');
    expect(text(one)).toBe('one 電話');
    await blobs.put('nodes/node1/status', Buffer.from([0, 255, 13, 10]));
    const two = await blobs.get('nodes/node1/status');
    expect(two?.version).not.toBe(one?.version);
    expect([...(two?.body ?? [])]).toEqual([0, 255, 13, 10]);
    await blobs.put('nodes/node1/status', '');
    expect(text(await blobs.get('nodes/node1/status'))).toBe('');
  });

  it('creates only where nothing is', async () => {
    const blobs = await fresh();
    expect(await blobs.put('a', 'first', { ifVersion: null })).toBe(true);
    expect(await blobs.put('a', 'second', { ifVersion: null })).toBe(false);
    expect(text(await blobs.get('a'))).toBe('first');
  });

  it('replaces only the version that was named', async () => {
    const blobs = await fresh();
    await blobs.put('a', 'first');
    const version = (await blobs.get('a'))?.version ?? '';
    expect(await blobs.put('a', 'second', { ifVersion: version })).toBe(true);
    expect(await blobs.put('a', 'third', { ifVersion: version })).toBe(false);
    expect(await blobs.put('gone', 'x', { ifVersion: version })).toBe(false);
    expect(text(await blobs.get('a'))).toBe('second');
    expect(await blobs.get('gone')).toBeUndefined();
  });

  it('lists keys below a prefix, sorted, and nothing of its own', async () => {
    const blobs = await fresh();
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

  it('tells size and age without reading', async () => {
    const blobs = await fresh();
    await blobs.put('objects/b', '12345');
    await blobs.put('objects/a', '電');
    const entries = await blobs.entries('objects/');
    expect(entries).toMatchObject([
      { key: 'objects/a', size: 3 },
      { key: 'objects/b', size: 5 },
    ]);
    for (const { modified } of entries) expect(Math.abs(Date.now() - modified)).toBeLessThan(10_000);
    expect(await blobs.entries('nothing/')).toEqual([]);
  });

  it('forgets what is deleted, and deletes twice without complaint', async () => {
    const blobs = await fresh();
    for (const key of ['a', 'b', 'c']) await blobs.put(key, 'x');
    await blobs.delete('a');
    await blobs.delete('a', 'b');
    await blobs.delete();
    expect(await blobs.get('a')).toBeUndefined();
    expect(await blobs.list('')).toEqual(['c']);
  });

  it.each(['../outside', '/etc/passwd', 'a//b', '', '.hidden', 'a/../b', 'a\0b'])(
    'refuses %j as a key',
    async (key) => {
      const blobs = await fresh();
      await expect((async () => blobs.get(key))()).rejects.toThrow('no key of the store');
      await expect((async () => blobs.put(key, 'x'))()).rejects.toThrow('no key of the store');
    },
  );

  it('lets one of fifty win each round', async () => {
    const blobs = await fresh();
    let version: string | null = null;
    for (let round = 0; round < 5; round++) {
      const ifVersion = version;
      const wins = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          blobs.put('pointer', `round ${round} writer ${i}`, { ifVersion }),
        ),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      const now = await blobs.get('pointer');
      expect(text(now)).toBe(`round ${round} writer ${wins.indexOf(true)}`);
      version = now?.version ?? '';
    }
  }, 60_000);
}
