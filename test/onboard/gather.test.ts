import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import type { LentNumber } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { NumberInventory } from '../../src/model/number-inventory.ts';
import { type Asker, gather } from '../../src/onboard/gather.ts';
import type { SoFar } from '../../src/onboard/questions.ts';

const n = (text: string) => text as LentNumber;
const inventory = new NumberInventory(
  {
    blocks: [
      { from: n('0350000001'), to: n('0350000003'), carrier: 'c', kinds: ['phone', 'fax'] },
      { from: n('05010000001'), to: n('05010000002'), carrier: 'c', kinds: ['phone'] },
    ],
    quarantineDays: { displayed: 365, forwarding: 90 },
    released: [],
    reserved: [],
  },
  new Map([
    [
      n('0350000001'),
      [
        {
          tenant: 'minato-dental' as TenantId,
          usage: 'displayed' as const,
          kind: 'phone' as const,
          from: '2026-01-01' as LocalDate,
        },
      ],
    ],
  ]),
);
const known = { today: '2027-03-20' as LocalDate, inventory, ids: new Set(['minato-dental']) };
const people = [{ id: 'aoi', name: '葵 一郎', kana: 'アオイ イチロウ' }];
const needed = {
  id: 'aoi-denki',
  name: '葵電機株式会社',
  kana: 'アオイデンキ',
  usage: 'displayed',
  channel: 'mail',
  'identity-method': 'jpki',
  'identity-ref': 'KYC-2027-0001',
} satisfies SoFar;

const asked = (given: SoFar, staff: typeof people = people, asker?: Asker) =>
  gather(given, { people: staff, to: [] }, known, { asker, language: 'en' });

describe('without anybody to ask', () => {
  it('what most would answer is taken', async () => {
    const { answers } = await asked({ ...needed, address: '大阪府大阪市北区梅田9-9-9' });
    expect(answers).toMatchObject({
      greeting: 'お電話ありがとうございます。葵電機でございます。',
      starts: '2027-03-20',
      type: '050',
      number: '050-1000-0001',
      kind: 'phone',
      'identity-on': '2027-03-20',
      weekdays: '09:00-18:00',
    });
    expect(answers).not.toHaveProperty('room');
  });

  it('the next free number follows type and kind', async () => {
    const { answers } = await asked({ ...needed, type: '03', kind: 'fax' });
    expect(answers?.number).toBe('03-5000-0002');
  });

  it('everything that is missing or unfit is told at once', async () => {
    const { id: _, ...rest } = needed;
    const { answers, unfit } = await asked(
      { ...rest, starts: '2027-02-30', usage: 'forwarding', line: 'telegraph', 'identity-on': '2027-03-21x' },
      [],
    );
    expect(answers).toBeUndefined();
    expect(unfit.map(({ name, given }) => [name, given])).toEqual([
      ['id', undefined],
      ['starts', '2027-02-30'],
      ['forwarded-from', undefined],
      ['line', 'telegraph'],
      ['type', undefined],
      ['identity-on', '2027-03-21x'],
      ['person', undefined],
    ]);
  });

  it('a tenant that is there already and a verification after the start are refused', async () => {
    const { unfit } = await asked({
      ...needed,
      id: 'minato-dental',
      type: '03',
      starts: '2027-03-01',
      'identity-on': '2027-03-02',
    });
    expect(unfit.map(({ name }) => name)).toEqual(['id', 'identity-on']);
  });
});

describe('with somebody to ask', () => {
  it('only what was not given and matters is asked, and what was refused is asked again', async () => {
    const heard: string[] = [];
    const asker: Asker = {
      async one({ name }, proposed, refuse) {
        heard.push(name);
        if (name === 'usage') return 'forwarding';
        if (name === 'forwarded-from') {
          expect(refuse('電話')).toContain('area code');
          return '06-6123-4567';
        }
        if (name === 'line') return 'optical';
        return proposed ?? '';
      },
      people: async () => people,
      tell: () => {},
    };
    const { usage: _, ...rest } = needed;
    const { answers } = await asked(rest, [], asker);
    expect(answers).toMatchObject({ 'forwarded-from': '06-6123-4567', line: 'optical', type: '03', people });
    expect(heard).toEqual([
      ...['greeting', 'address', 'starts', 'usage', 'forwarded-from', 'line', 'type', 'number'],
      ...['identity-on', 'weekdays', 'saturdays', 'holidays'],
    ]);
  });
});
