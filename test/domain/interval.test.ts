import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import { formatIntervals, type Interval, overlap, parseIntervals } from '../../src/domain/interval.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';

const START = '2026-01-01' as LocalDate;
const day = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays(START, n));
const interval: fc.Arbitrary<Interval> = fc.record(
  {
    tenant: fc.constantFrom('aoi-denki', 'a-1', 'x9x').map((t) => t as TenantId),
    usage: fc.constantFrom('forwarding' as const, 'displayed' as const),
    kind: fc.constantFrom('phone' as const, 'fax' as const),
    from: day,
    to: day,
    suspendedSince: day,
  },
  { requiredKeys: ['tenant', 'usage', 'kind', 'from'] },
);

describe('intervals', () => {
  it('survive the word that the dialplan carries', () => {
    const several = fc.uniqueArray(interval, { minLength: 1, maxLength: 4, selector: (i) => i.from });
    fc.assert(
      fc.property(several, (intervals) => {
        const parsed = parseIntervals(formatIntervals(intervals));
        expect(parsed).toEqual({ ok: true, value: intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1)) });
      }),
    );
  });

  it('share a day exactly where there is one', () => {
    const days = (i: Pick<Interval, 'from' | 'to'>): Set<number> => {
      const number = (d: string): number => Math.round((Date.parse(d) - Date.parse(START)) / 86_400_000);
      const last = i.to === undefined ? 40 : number(i.to);
      return new Set(
        Array.from({ length: Math.max(0, last - number(i.from) + 1) }, (_, n) => number(i.from) + n),
      );
    };
    const short = fc.tuple(fc.nat(20), fc.option(fc.nat(10), { nil: undefined })).map(([from, length]) => ({
      from: addDays(START, from),
      ...(length === undefined ? {} : { to: addDays(START, from + length) }),
    }));
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(overlap(a, b)).toBe([...days(a)].some((d) => days(b).has(d)));
      }),
    );
  });
});
