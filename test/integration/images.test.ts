import { expect, test } from 'vitest';
import { ensureImages } from '../../src/sandbox/images/image.ts';

test('whoever needs the images at the same moment gets the same ones', async () => {
  const all = await Promise.all(
    Array.from({ length: 4 }, () => ensureImages(['node', 'edge'], () => {}).catch(String)),
  );
  expect(new Set(all.map((ids) => JSON.stringify(ids))).size).toBe(1);
  expect(all[0]).toMatchObject({ node: expect.stringMatching(/^sha256:/), edge: expect.any(String) });
}, 300_000);
