import { expect, test } from 'vitest';
import { someFindings } from '../../src/store/some-findings.ts';
import type { Answer, Place } from '../../src/store/store.ts';

const answer = (...counts: [Place, number][]): Answer => ({
  nonce: 'x',
  at: 0,
  parts: {},
  findings: counts.flatMap(([place, count]) =>
    Array.from({ length: count }, (_, i) => ({ place, kind: 'missing' as const, item: `${place} ${i}` })),
  ),
});
const counted = ({ findings }: Answer) =>
  Object.fromEntries([...Map.groupBy(findings, ({ place }) => place)].map(([p, those]) => [p, those.length]));

test('few findings are told as they are', () => {
  const few = answer(['astdb', 6], ['queue', 4]);
  expect(someFindings(few, 10)).toBe(few);
});

test('of many some of each place are told, in their order, with how many more there are', () => {
  const some = someFindings(answer(['astdb', 70], ['dialplan', 2], ['mail-map', 50], ['queue', 1]), 13);
  expect(counted(some)).toEqual({ astdb: 5, dialplan: 2, 'mail-map': 5, queue: 1 });
  expect(some.more).toBe(110);
  expect(some.findings.map(({ item }) => item).slice(4, 7)).toEqual(['astdb 4', 'dialplan 0', 'dialplan 1']);
  expect(someFindings(some, 13)).toBe(some);
});
