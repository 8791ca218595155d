import { expect, test } from 'vitest';
import { contractState } from '../../src/domain/contract-state.ts';
import { holidays } from '../../src/domain/holidays.ts';
import { japanTime } from '../../src/domain/japan-time.ts';
import { openingAt } from '../../src/domain/opening.ts';
import { day } from '../render/sample.ts';

const HOLIDAYS = new Set(holidays());
const WEEK = {
  weekdays: { from: '09:00', to: '18:00' },
  saturdays: { from: '10:00', to: '24:00' },
};
const at = (text: string) => openingAt(WEEK, Date.parse(`${text}+09:00`), HOLIDAYS);

test('the clock in Japan, whatever the zone of the machine', () => {
  expect(japanTime(Date.parse('2027-02-28T15:00:00Z'))).toEqual({
    day: '2027-03-01',
    time: '00:00',
    weekday: 1,
  });
});

test('open from the first minute to before the last', () => {
  expect(at('2027-03-01T09:00:00')).toEqual({ kind: 'weekdays', until: '18:00' });
  expect(at('2027-03-01T17:59:59')).toEqual({ kind: 'weekdays', until: '18:00' });
  expect(at('2027-03-06T23:59:00')).toEqual({ kind: 'saturdays', until: '24:00' });
});

test('closed: the same day yet, the next day, over holidays', () => {
  const next = (day: string, weekday: number, from: string) => ({ next: { day, weekday, from } });
  expect(at('2027-03-01T08:59:00')).toEqual({ kind: 'weekdays', ...next('2027-03-01', 1, '09:00') });
  expect(at('2027-03-01T18:00:00')).toEqual({ kind: 'weekdays', ...next('2027-03-02', 2, '09:00') });
  // A Sunday that is a holiday, and the Monday that stands in for it.
  expect(at('2027-03-21T12:00:00')).toEqual({ kind: 'holidays', ...next('2027-03-23', 2, '09:00') });
  expect(at('2027-03-22T12:00:00')).toEqual({ kind: 'holidays', ...next('2027-03-23', 2, '09:00') });
});

test('a holiday on a Saturday is a holiday', () => {
  expect(HOLIDAYS.has('20280429')).toBe(true);
  expect(at('2028-04-29T12:00:00')).toMatchObject({ kind: 'holidays', next: { day: '2028-05-01' } });
});

test('who never opens has no next time', () => {
  expect(openingAt({}, Date.parse('2027-03-01T09:00:00+09:00'), HOLIDAYS)).toEqual({ kind: 'weekdays' });
});

test('what a day is in a contract', () => {
  const days = {
    starts: day('2027-01-01'),
    ends: day('2027-03-31'),
    suspendedSince: day('2027-03-01'),
    reportsUntil: day('2027-04-07'),
  };
  const states = ['2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01', '2027-04-01', '2027-04-08'].map(
    (text) => contractState(days, day(text)),
  );
  expect(states).toEqual(['not-started', 'running', 'running', 'suspended', 'grace', 'ended']);
});
