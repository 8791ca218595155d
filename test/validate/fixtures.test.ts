import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose, expected, FIXTURES, fixtureNames, short } from './fixtures.ts';

describe('a folder with a mistake', () => {
  it.each(fixtureNames('invalid'))('%s', async (name) => {
    const folder = join(FIXTURES, 'invalid', name);
    const diagnostics = await diagnose(folder);
    expect(diagnostics.map((d) => short(folder, d)).sort()).toEqual(expected(folder));
    for (const { message, action } of diagnostics) {
      for (const words of [message, action].flatMap(({ en, ja }) => [en, ja]))
        expect(words).toMatch(/^\S[^\n]*\S$/);
    }
  });
});

it('a line that forwards to its number again is not asked to stop', async () => {
  expect(await diagnose(join(FIXTURES, 'valid', 'forwarding-again'))).toEqual([]);
});

describe('a folder without a mistake', () => {
  it.each(fixtureNames('valid'))('%s', async (name) => {
    const diagnostics = await diagnose(join(FIXTURES, 'valid', name));
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  });
});
