import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwards } from '../../src/audit/moment.ts';

test.each([
  ['that go forwards are believed', [1, 2, 2, 5], [1, 2, 2, 5]],
  ['one that stood back counts as its parent', [10, 1, 12], [10, 10, 12]],
  ['the last one that stood back too', [10, 1], [10, 10]],
  ['one that ran ahead counts as its parent', [10, 900, 11, 12], [10, 10, 11, 12]],
  ['two ahead of all others count as their parent', [10, 900, 950, 11, 12, 13], [10, 10, 10, 11, 12, 13]],
])('clocks: %s', (_, clocks, times) => {
  expect(forwards(clocks)).toEqual(times);
});

test('clocks: times never go back, and those in order stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 })), (clocks) => {
      const times = forwards(clocks);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const ordered = clocks.toSorted((a, b) => a - b);
      expect(forwards(ordered)).toEqual(ordered);
    }),
  );
});
