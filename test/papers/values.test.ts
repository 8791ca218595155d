import { describe, expect, it } from 'vitest';
import type { NationalNumber } from '../../src/domain/lent-number.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { dueNotices } from '../../src/papers/due.ts';
import { papersOf } from '../../src/papers/paper.ts';
import { valuesOf } from '../../src/papers/values/values.ts';
import { chargeWords, dayWords } from '../../src/papers/words.ts';
import { day, number, person, tenant } from '../render/sample.ts';

const at = (date: string) => ({ date: day(date) });
const forwarding = (digits: string, line: 'ntt-fixed' | 'ntt-com-050' | 'other' = 'ntt-fixed') =>
  number(digits, { usage: 'forwarding', forwardedFrom: { number: '0661234567' as NationalNumber, line } });
const chatwork: Tenant['report'] = {
  channel: 'chatwork',
  room: '青空様 受電報告',
  members: [],
  invite: true,
};

describe('which papers a tenant gets', () => {
  const both = [forwarding('0350000001'), number('05010000001')];
  it.each<[string, string, Partial<Tenant>]>([
    ['start choosing', '2026-11-30', { numbers: [number('0350000001')] }],
    ['start', '2026-12-01', { numbers: [number('0350000001')] }],
    ['start forwarding', '2026-12-01', { numbers: both }],
    ['start forwarding chatwork', '2026-12-01', { numbers: both, report: chatwork }],
    [
      'start end',
      '2027-11-30',
      {
        contract: { starts: day('2026-12-01'), ends: day('2027-11-30') },
        numbers: [number('0350000001', { ends: day('2027-11-30') })],
      },
    ],
    [
      'end',
      '2027-12-01',
      {
        contract: { starts: day('2026-12-01'), ends: day('2027-11-30') },
        numbers: [{ ...forwarding('0350000001'), ends: day('2027-11-30') }],
      },
    ],
  ])('%s on %s', (papers, date, more) => {
    expect(papersOf(tenant('aozora', more), day(date)).join(' ')).toBe(papers);
  });
});

describe('the start sheet', () => {
  it('tells who gets a report of whose call, and what that costs', () => {
    const roster = [person('a', '甲', 'a@x.example'), person('b', '乙'), person('c', '丙', 'c@x.example')];
    const values = valuesOf(
      'start',
      tenant('aozora', { numbers: [number('0350000001')], roster }),
      at('2026-12-01'),
    );
    expect(values.report).toMatchObject({
      specified: false,
      rows: [
        ['どなたあてでもない電話', '甲'],
        ['甲', '甲'],
        ['乙', '甲'],
        ['丙', '丙'],
      ],
      addresses: [
        ['甲', 'a@x.example'],
        ['丙', 'c@x.example'],
      ],
    });
    expect(values.fee).toEqual({ why: 'メールでの受電報告（同時3名まで基本料金に含まれます）', yen: '0円' });
  });

  it('counts recipients beyond three', () => {
    const roster = ['a', 'b', 'c', 'd', 'e'].map((id) => person(id, id, `${id}@x.example`));
    const to = ['named', 'a', 'b', 'c', 'd'] as Extract<Tenant['report'], { channel: 'mail' }>['to'];
    const values = valuesOf(
      'start',
      tenant('aozora', { roster, report: { channel: 'mail', ...(to ? { to } : {}) } }),
      at('2026-12-01'),
    );
    expect(values.fee).toEqual({
      why: 'メールでの受電報告（同時に最大5名。3名を超える2名分×220円）',
      yen: '440円',
    });
  });

  it('of a room: 550 yen', () => {
    const values = valuesOf('start', tenant('aozora', { report: chatwork }), at('2026-12-01'));
    expect(values.fee).toMatchObject({ yen: '550円' });
    expect(values.report).toEqual({ channel: 'chatwork', room: '青空様 受電報告' });
  });
});

describe('the forwarding sheet', () => {
  it('has the number to register, the line it comes from, and the price of that line', () => {
    const values = valuesOf(
      'forwarding',
      tenant('aozora', { numbers: [forwarding('0350000001'), number('0350000002')] }),
      at('2026-12-01'),
    );
    expect(values.numbers).toMatchObject([
      { number: '03-5000-0001', from: '06-6123-4567', charge: '9.35円', ends: null },
    ]);
    expect(values.types).toEqual(['03']);
  });

  it.each([
    ['0350000001', 'other', 'ご契約の通信会社にお問い合わせください'],
    ['05010000001', 'ntt-com-050', '0円'],
    ['05010000001', 'ntt-fixed', '11.55円'],
    ['05010000001', 'other', '約10〜12円'],
  ] as const)('to %s from %s: %s', (digits, line, charge) => {
    const values = valuesOf(
      'forwarding',
      tenant('aozora', { numbers: [forwarding(digits, line)] }),
      at('2026-12-01'),
    );
    expect(values.numbers).toMatchObject([{ charge }]);
  });
});

it('the notice of the end says which number ends when, and what of it', () => {
  const ends = day('2027-02-28');
  const values = valuesOf(
    'end',
    tenant('aozora', {
      numbers: [
        { ...forwarding('0350000001'), ends },
        number('0350000002', { ends: day('2027-01-31') }),
        number('0350000003'),
      ],
    }),
    at('2027-01-01'),
  );
  expect(values.contractEnds).toBeNull();
  expect(values.forwarding).toMatchObject([{ number: '03-5000-0001', lastDay: '2027年2月28日（日）' }]);
  expect(values.displayed).toMatchObject([{ number: '03-5000-0002', lastDay: '2027年1月31日（日）' }]);
});

it('the choosing sheet advises by address and line, or says that it cannot yet', () => {
  const company = { name: '青空', kana: 'アオゾラ', greeting: '青空です' };
  const numbers = [
    number('0350000001'),
    forwarding('05010000001', 'ntt-com-050'),
    number('0350000002', { kind: 'fax' }),
  ];
  const advice = (address?: string) =>
    (
      valuesOf(
        'choosing',
        tenant('aozora', { company: { ...company, ...(address ? { address } : {}) }, numbers }),
        at('2026-11-01'),
      ).advice as { type: string | null }[]
    ).map(({ type }) => type);
  expect(advice('東京都港区芝公園99-1-1')).toEqual(['03', '050']);
  expect(advice('大阪府大阪市港区99')).toEqual(['050', '050']);
  expect(advice()).toEqual([null, '050']);
});

it('days and prices in words', () => {
  expect(dayWords(day('2028-02-29'))).toBe('2028年2月29日（火）');
  expect(chargeWords({ from: 8, to: 8, about: true })).toBe('約8円');
});

describe('whom the notice of the end must reach', () => {
  const ending = (id: string, ends: string) =>
    tenant(id, {
      contract: { starts: day('2026-12-01'), ends: day(ends) },
      numbers: [number('0350000001', { ends: day(ends) })],
    });
  const due = (date: string, days: number, ...tenants: Tenant[]) =>
    dueNotices(tenants, day(date), days).map(({ tenant: id, daysLeft }) => [id, daysLeft]);
  it.each([
    ['2027-03-01', 30, [['aoba', 30]]],
    [
      '2027-03-02',
      30,
      [
        ['aoba', 29],
        ['midori', 30],
      ],
    ],
    ['2027-03-31', 0, [['aoba', 0]]],
    ['2027-04-02', 30, []],
  ] as const)('on %s within %i days', (date, days, expected) => {
    expect(
      due(date, days, ending('midori', '2027-04-01'), ending('aoba', '2027-03-31'), tenant('open')),
    ).toEqual(expected);
  });

  it('one number that ends before the contract does', () => {
    const [one] = dueNotices(
      [tenant('aoba', { numbers: [number('0350000001', { ends: day('2027-03-31') })] })],
      day('2027-03-01'),
      60,
    );
    expect(one).toMatchObject({
      contract: false,
      lastDay: '2027-03-31',
      numbers: [{ number: '0350000001' }],
    });
  });
});
