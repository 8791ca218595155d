import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwards } from '../../src/audit/moment.ts';

const NOW = 1_000;

test.each([
  ['that go forwards are believed', [1, 2, 2, 5], [1, 2, 2, 5]],
  ['one that stood back counts as its parent', [10, 1, 12], [10, 10, 12]],
  ['the last one that stood back too', [10, 1], [10, 10]],
  ['one that ran ahead counts as its parent', [10, 900, 11, 12], [10, 10, 11, 12]],
  ['one in the future counts as its parent', [10, 5_000], [10, 10]],
  ['the first in the future counts as the next', [5_000, 10], [10, 10]],
  ['all in the future count as now', [5_000, 6_000], [NOW, NOW]],
])('clocks: %s', (_, clocks, times) => {
  expect(forwards(clocks, NOW)).toEqual(times);
});

test('clocks: times never go back, and those in order stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_200 })), (clocks) => {
      const times = forwards(clocks, NOW);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const ordered = clocks.filter((clock) => clock <= NOW).toSorted((a, b) => a - b);
      expect(forwards(ordered, NOW)).toEqual(ordered);
    }),
  );
});
