import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import type { LentNumber } from '../../../src/domain/lent-number.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import type { Tenant } from '../../../src/model/tenant.ts';
import { expectedCalls } from '../../../src/sandbox/demo/expected.ts';

interface Sample {
  from?: string;
  to?: string;
  suspended?: string;
  usage?: 'forwarding' | 'displayed';
  kind?: 'phone' | 'fax';
  name?: string;
}

function tenant({
  from = '2027-01-01',
  to,
  suspended,
  usage = 'displayed',
  kind = 'phone',
  name = '山田商事',
}: Sample) {
  const [starts, ends] = [from as LocalDate, to as LocalDate | undefined];
  return {
    id: 'yamada-shoji',
    company: { name },
    contract: { starts, ...(suspended ? { suspended: { since: suspended, reason: 'police-request' } } : {}) },
    numbers: [
      { number: '0350000001' as LentNumber, type: '03', kind, usage, starts, ...(ends ? { ends } : {}) },
    ],
    hours: { weekdays: { from: '09:00', to: '18:00' } },
  } as unknown as Tenant;
}

function expectedAt(instant: string, ...tenants: Tenant[]): string[] {
  return expectedCalls(tenants, DateTime.fromISO(instant, { zone: 'Asia/Tokyo' })).map(
    ({ expected }) => expected,
  );
}

test.each([
  ['a weekday in opening hours', '2027-03-01T10:00', {}, '[表記] 山田商事'],
  ['forwarding', '2027-03-01T10:00', { usage: 'forwarding' }, '[転送] 山田商事'],
  ['one minute before opening', '2027-03-01T08:59', {}, 'announcement'],
  ['at closing', '2027-03-01T18:00', {}, 'announcement'],
  ['a Saturday', '2027-03-06T10:00', {}, 'announcement'],
  ['a Sunday', '2027-03-07T10:00', {}, 'announcement'],
  ['the vernal equinox, transferred to a Monday', '2027-03-22T10:00', {}, 'announcement'],
  ['a fax at night', '2027-03-01T03:00', { kind: 'fax' }, 'fax'],
  ['suspended since today', '2027-03-01T10:00', { suspended: '2027-03-01' }, 'announcement, 480'],
  ['suspended from tomorrow', '2027-03-01T10:00', { suspended: '2027-03-02' }, '[表記] 山田商事'],
  ['the last day', '2027-03-01T10:00', { to: '2027-03-01' }, '[表記] 山田商事'],
  ['the day after', '2027-03-02T10:00', { to: '2027-03-01' }, 'announcement, 404'],
  ['the day before the first', '2026-12-31T10:00', {}, 'refused, 404'],
] as [string, string, Sample, string][])('%s', (_, instant, sample, expected) => {
  expect(expectedAt(instant, tenant(sample))).toEqual([expected]);
});

test('one call for a number that two tenants hold one after the other', () => {
  const before = tenant({ from: '2026-01-01', to: '2026-06-30', name: '前の会社' });
  const after = tenant({ from: '2027-01-01', name: '次の会社' });
  expect(expectedAt('2026-05-01T10:00', before, after)).toEqual(['[表記] 前の会社']);
  expect(expectedAt('2026-09-01T10:00', before, after)).toEqual(['announcement, 404']);
  expect(expectedAt('2027-03-01T10:00', before, after)).toEqual(['[表記] 次の会社']);
});
