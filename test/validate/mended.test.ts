import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, FIXTURES, fixtureNames, short } from './fixtures.ts';
import { overlay, withMended } from './mended.ts';

const INVALID = fixtureNames('invalid');

describe('every invalid fixture', () => {
  it.each(INVALID)('%s is mended by what lies over it', async (code) => {
    const { changed, removed } = overlay(code);
    expect(changed.length + removed.length).toBeGreaterThan(0);
    for (const file of removed) expect(existsSync(join(FIXTURES, 'invalid', code, file)), file).toBe(true);
    const found = await withMended(code, async (folder) =>
      (await diagnose(folder)).map((d) => short(folder, d)),
    );
    expect(found.filter((line) => line.endsWith(` ${code}`) || line.includes(' error '))).toEqual([]);
  });

  it.each(INVALID)('%s has nothing laid over it that changes nothing', (code) => {
    for (const file of overlay(code).changed) {
      const before = join(FIXTURES, 'invalid', code, file);
      const after = readFileSync(join(FIXTURES, 'mended', code, file));
      if (existsSync(before) && !isFolder(before))
        expect(readFileSync(before).equals(after), file).toBe(false);
    }
  });

  it('has one, and none is of a fixture that is gone', () => {
    expect(fixtureNames('mended')).toEqual(INVALID);
  });
});

function isFolder(path: string): boolean {
  return existsSync(join(path, '.'));
}
