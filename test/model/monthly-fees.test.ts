import { expect, it } from 'vitest';
import type { PersonId } from '../../src/domain/ids.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { isMonth, monthlyFees } from '../../src/model/monthly-fees.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { tenant } from '../render/sample.ts';

const day = (text: string) => text as LocalDate;
const people = (count: number): Tenant['roster'] =>
  Array.from({ length: count }, (_, i) => ({
    id: `p${i}` as PersonId,
    name: `担当${i}`,
    kana: 'タントウ',
    email: `p${i}@example.com`,
  }));
const mail = (id: string, contract: Tenant['contract'], to: string[] = []) =>
  tenant(id, {
    contract,
    roster: people(5),
    report: { channel: 'mail', to: to as PersonId[] },
  });
const yen = (tenants: Tenant[], month: string) => monthlyFees(tenants, month).map((fee) => fee.yen);

it('are 220 yen for each recipient beyond three, and 550 for Chatwork', () => {
  const contract = { starts: day('2026-12-01') };
  const room = tenant('room-kk', {
    contract,
    report: { channel: 'chatwork', room: '報告', members: [], invite: false },
  });
  const tenants = [
    mail('three', contract, ['p0', 'p1', 'p2']),
    mail('five', contract, ['named', 'p0', 'p1', 'p2', 'p3']),
    room,
  ];
  expect(yen(tenants, '2027-01')).toEqual([0, 440, 550]);
  expect(monthlyFees(tenants, '2027-01')[1]).toMatchObject({ recipients: 5, extra: 2 });
});

it('are for contracts that are in force on any day of the month', () => {
  const tenants = [
    mail('one-kk', { starts: day('2026-12-31'), ends: day('2027-02-01') }, ['p0', 'p1', 'p2', 'p3']),
  ];
  expect(['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map((month) => yen(tenants, month))).toEqual(
    [[], [220], [220], [220], []],
  );
});

it('know what a month is', () => {
  expect(['2027-01', '2027-12', '2027-13', '2027-1', '2027-01-01', '1999-01'].map(isMonth)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
