import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '../../src/store/folder.ts';
import { behavesAsStore, text } from './contract.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a folder as store', () => {
  behavesAsStore(() => openFolder(root));

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
