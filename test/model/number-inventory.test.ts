import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { type LentNumber, numberType } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { NumberInventory } from '../../src/model/number-inventory.ts';

const n = (text: string): LentNumber => text as LentNumber;
const day = (text: string): LocalDate => text as LocalDate;
const NUMBER = n('0350000001');

const inventory = (...intervals: Partial<Interval>[]): NumberInventory =>
  new NumberInventory(
    {
      blocks: [
        { from: n('0350000000'), to: n('0350000009'), carrier: 'c', kinds: ['phone', 'fax'] },
        { from: n('05010000000'), to: n('05010000001'), carrier: 'c', kinds: ['phone'] },
      ],
      quarantineDays: { displayed: 365, forwarding: 90 },
      released: [
        { number: n('0350000008'), usage: 'forwarding', on: day('2026-01-01') },
        { number: n('0350000008'), usage: 'displayed', on: day('2026-08-31') },
        { number: n('0350000008'), usage: 'forwarding', on: day('2026-10-31') },
      ],
      reserved: [{ number: n('0350000009'), reason: 'test line' }],
    },
    new Map([
      [
        NUMBER,
        intervals.map((i) => ({
          tenant: 'aoi-denki' as TenantId,
          usage: 'forwarding' as const,
          kind: 'phone' as const,
          from: day('2026-12-01'),
          ...i,
        })),
      ],
    ]),
  );

const state = (numbers: NumberInventory, date: string, number = NUMBER): string =>
  numbers.stateOf(number, day(date)).state;

describe('the state of a number', () => {
  it('changes on the first day and the day after the last', () => {
    const numbers = inventory({ to: day('2027-01-31') });
    expect(state(numbers, '2026-11-30')).toBe('reserved');
    expect(state(numbers, '2026-12-01')).toBe('active');
    expect(state(numbers, '2027-01-31')).toBe('active');
    expect(state(numbers, '2027-02-01')).toBe('quarantine');
    expect(state(numbers, '2027-05-01')).toBe('quarantine');
    expect(state(numbers, '2027-05-02')).toBe('available');
  });

  it('stays in quarantine longer where it was displayed', () => {
    const numbers = inventory({ usage: 'displayed', to: day('2027-01-31') });
    expect(state(numbers, '2028-01-31')).toBe('quarantine');
    expect(state(numbers, '2028-02-01')).toBe('available');
  });

  it('is suspended from the day on', () => {
    const numbers = inventory({ suspendedSince: day('2027-02-15') });
    expect(state(numbers, '2027-02-14')).toBe('active');
    expect(numbers.stateOf(NUMBER, day('2027-02-15'))).toMatchObject({
      state: 'suspended',
      since: '2027-02-15',
    });
  });

  it('ends with a suspension, and a number taken during one is suspended from its first day on', () => {
    const numbers = inventory({ suspendedSince: day('2027-02-15'), to: day('2027-03-31') });
    expect(numbers.stateOf(NUMBER, day('2027-02-14')).until).toBe('2027-02-14');
    expect(numbers.stateOf(NUMBER, day('2027-02-15')).until).toBe('2027-03-31');
    const taken = inventory({ suspendedSince: day('2026-11-01') });
    expect(taken.stateOf(NUMBER, day('2026-12-01')).since).toBe('2026-12-01');
  });

  it('stays in the longest quarantine of all uses that have ended', () => {
    const numbers = inventory(
      { usage: 'displayed', from: day('2026-01-01'), to: day('2026-01-31') },
      { usage: 'forwarding', from: day('2026-02-01'), to: day('2026-03-31') },
    );
    // Displayed to 2026-01-31, in print to 2027-01-31; forwarding to 2026-03-31, free of it after 2026-06-29.
    expect(numbers.stateOf(NUMBER, day('2026-06-30'))).toEqual({
      state: 'quarantine',
      tenant: 'aoi-denki',
      usage: 'displayed',
      since: '2026-04-01',
      until: '2027-01-31',
    });
    expect(state(numbers, '2027-01-31')).toBe('quarantine');
    expect(state(numbers, '2027-02-01')).toBe('available');
  });

  it('ends its quarantine where the last holder has it back', () => {
    const numbers = inventory({ to: day('2026-12-31') }, { from: day('2027-02-01') });
    expect(numbers.stateOf(NUMBER, day('2027-01-15'))).toMatchObject({
      state: 'quarantine',
      until: '2027-01-31',
    });
  });

  it('knows the last holder and the next', () => {
    const numbers = inventory(
      { to: day('2026-12-31') },
      { tenant: 'midori' as TenantId, from: day('2027-06-01') },
    );
    expect(numbers.stateOf(NUMBER, day('2027-01-01'))).toEqual({
      state: 'quarantine',
      tenant: 'aoi-denki',
      usage: 'forwarding',
      since: '2027-01-01',
      until: '2027-03-31',
    });
    expect(numbers.stateOf(NUMBER, day('2027-04-01'))).toMatchObject({
      state: 'reserved',
      tenant: 'midori',
      until: '2027-05-31',
    });
  });

  it('follows releases from before, of which the longest quarantine counts, and reservations', () => {
    const numbers = inventory();
    expect(state(numbers, '2027-08-31', n('0350000008'))).toBe('quarantine');
    expect(state(numbers, '2027-09-01', n('0350000008'))).toBe('available');
    expect(numbers.stateOf(n('0350000009'), day('2027-01-01'))).toEqual({
      state: 'reserved',
      reason: 'test line',
    });
  });
});

describe('the blocks', () => {
  it('hold numbers of their own length alone', () => {
    const numbers = inventory();
    expect(numbers.blockOf(n('0350000005'))?.kinds).toEqual(['phone', 'fax']);
    expect(numbers.blockOf(n('0350000010'))).toBeUndefined();
    expect(numbers.blockOf(n('05010000001'))?.kinds).toEqual(['phone']);
  });

  it('are listed in order, leading zero kept', () => {
    const all = [...inventory().numbers()];
    expect(all).toHaveLength(12);
    expect(all[0]).toBe('0350000000');
    expect(all.at(-1)).toBe('05010000001');
    expect(all.filter((number) => numberType(number) === '050')).toHaveLength(2);
  });
});
