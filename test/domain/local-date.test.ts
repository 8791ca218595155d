import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/domain/clock.ts';
import { addDays, dateAt, type LocalDate, parseLocalDate } from '../../src/domain/local-date.ts';

describe('a day in Japan', () => {
  it.each(['2026-12-01', '2028-02-29'])('%s exists', (text) => {
    expect(parseLocalDate(text).ok).toBe(true);
  });

  it.each(['2027-02-29', '2026-13-01', '2026-1-1', '2026/12/01', 'today', '2026-12-01T00:00', ''])(
    '%j does not',
    (text) => {
      expect(parseLocalDate(text).ok).toBe(false);
    },
  );

  it('begins at midnight in Tokyo, wherever the machine is', () => {
    expect(dateAt(Date.parse('2027-02-28T14:59:59Z'))).toBe('2027-02-28');
    expect(dateAt(Date.parse('2027-02-28T15:00:00Z'))).toBe('2027-03-01');
  });

  it('is counted over months and leap years', () => {
    expect(addDays('2027-12-31' as LocalDate, 1)).toBe('2028-01-01');
    expect(addDays('2028-02-28' as LocalDate, 1)).toBe('2028-02-29');
    expect(addDays('2027-03-01' as LocalDate, -1)).toBe('2027-02-28');
  });
});

describe('an instant', () => {
  it('needs its zone', () => {
    expect(parseInstant('2027-03-01T10:00:00+09:00')).toEqual({
      ok: true,
      value: Date.parse('2027-03-01T01:00:00Z'),
    });
    expect(parseInstant('2027-03-01T10:00:00').ok).toBe(false);
    expect(parseInstant('2027-03-01').ok).toBe(false);
    expect(parseInstant('2027-02-30T10:00:00Z').ok).toBe(false);
  });
});
