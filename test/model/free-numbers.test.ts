import { expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import type { LentNumber } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { freeNumbers, type WantedNumber } from '../../src/model/free-numbers.ts';
import { NumberInventory } from '../../src/model/number-inventory.ts';

const n = (text: string) => text as LentNumber;
const day = (text: string) => text as LocalDate;
const held = (from: string, to?: string) => [
  {
    tenant: 'aoi-denki' as TenantId,
    usage: 'displayed' as const,
    kind: 'phone' as const,
    from: day(from),
    ...(to === undefined ? {} : { to: day(to) }),
  },
];

const inventory = new NumberInventory(
  {
    blocks: [
      { from: n('0350000000'), to: n('0350000006'), carrier: 'c', kinds: ['phone', 'fax'] },
      { from: n('05010000000'), to: n('05010000001'), carrier: 'c', kinds: ['phone'] },
    ],
    quarantineDays: { displayed: 365, forwarding: 90 },
    released: [{ number: n('0350000004'), usage: 'displayed', on: day('2026-08-31') }],
    reserved: [{ number: n('0350000005'), reason: 'test line' }],
  },
  new Map([
    [n('0350000000'), held('2026-01-01')],
    // Ended, in quarantine to 2027-01-31.
    [n('0350000001'), held('2026-01-01', '2026-01-31')],
    // Taken from a later day on: nobody can have it without an end.
    [n('0350000002'), held('2028-01-01')],
  ]),
);
const free = (wanted: Partial<WantedNumber>) => [
  ...freeNumbers(inventory, { kind: 'phone', starts: day('2026-12-01'), ...wanted }),
];

it('are those that nobody has or will have, kept back or left', () => {
  expect(free({})).toEqual(['0350000003', '0350000006', '05010000000', '05010000001']);
});

it('are of the type and the kind that is asked for', () => {
  expect(free({ type: '050' })).toEqual(['05010000000', '05010000001']);
  expect(free({ kind: 'fax' })).toEqual(['0350000003', '0350000006']);
  expect(free({ kind: 'fax', type: '050' })).toEqual([]);
});

it('come out of quarantine with the day after its last', () => {
  expect(free({ type: '03', starts: day('2027-01-31') })).not.toContain('0350000001');
  expect(free({ type: '03', starts: day('2027-02-01') })).toContain('0350000001');
  expect(free({ type: '03', starts: day('2027-08-31') })).not.toContain('0350000004');
  expect(free({ type: '03', starts: day('2027-09-01') })).toContain('0350000004');
});
