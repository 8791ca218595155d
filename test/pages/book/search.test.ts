import { expect, test } from 'vitest';
import { digitsOf, fold, spelled } from '../../../pages/book/fold.ts';
import { holderOf, placeOf } from '../../../pages/book/place.ts';
import { searchOver } from '../../../pages/book/search.ts';
import { indexRow } from '../../../src/book/rows.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { operatorFacts } from '../../../src/render/documents/facts.ts';
import { day, number, person, stack, tenant } from '../../render/sample.ts';
import { manyTenants } from './many.ts';

const TODAY = '2027-03-01' as LocalDate;
const named = (id: string, name: string, kana: string, more = {}) =>
  tenant(id, { company: { name, kana, greeting: 'はい。' }, ...more });

const rows = [
  named('yamada-shoji', '株式会社山田商事', 'ヤマダショウジ', {
    numbers: [number('0350000001'), number('05010000001')],
    roster: [{ ...person('sato', '佐藤 花子'), kana: 'サトウ ハナコ' }],
  }),
  named('takahashi', '髙橋印刷', 'タカハシインサツ', { numbers: [number('0350000010')] }),
  named('ono', '小野工務店', 'オノコウムテン'),
  named('oono', '大野工務店', 'オオノコウムテン'),
  named('kyoto-ueno', '京都上野', 'キョウトウエノ'),
  named('data', '(有)データサーバー', 'データサーバー'),
  named('over', '山田商事販売', 'ヤマダショウジハンバイ', {
    contract: { starts: day('2026-01-01'), ends: day('2026-12-31') },
    numbers: [number('0350000002', { starts: day('2026-01-01'), ends: day('2026-12-31') })],
  }),
  named('next', '次郎', 'ジロウ', { numbers: [number('0350000002', { starts: day('2027-02-01') })] }),
].map((t) => indexRow(operatorFacts(t, stack.report)));
const search = searchOver(rows);
const first = (query: string) => search(query, TODAY)[0]?.row.id;

test.each([
  ['the name', '山田商事'],
  ['with its kind of company', '株式会社山田'],
  ['abbreviated', '㈱山田商事'],
  ['katakana', 'ヤマダ'],
  ['hiragana', 'やまだしょうじ'],
  ['half width', 'ﾔﾏﾀﾞｼｮｳｼﾞ'],
  ['small kana written large', 'ヤマダシヨウジ'],
  ['as it is heard', 'やまだしょーじ'],
  ['Latin letters', 'yamada'],
  ['Latin letters, long vowels left out', 'Yamadashoji'],
  ['in full width', 'ｙａｍａｄａ'],
  ['while a syllable is typed', 'yamadash'],
  ['the id', 'yamada-shoji'],
  ['the number', '03-5000-0001'],
  ['without hyphens', '0350000001'],
  ['in full width, as an input method writes it', '０３ー５０００ー０００１'],
  ['with the code of the country', '+81 3 5000 0001'],
  ['another number of it', '05010000001'],
  ['a person', '佐藤'],
  ['a person with a blank', '佐藤　花子'],
  ['a person’s kana', 'はなこ'],
  ['company and person', '山田 佐藤'],
  ['person and number', 'さとう 0001'],
])('found by %s: %s', (_, query) => {
  expect(first(query)).toBe('yamada-shoji');
});

test('by the tail of the number before any part of it', () => {
  expect(search('0010', TODAY).map(({ row }) => row.id)[0]).toBe('takahashi');
});

test('old forms of characters, either way', () => {
  expect(first('高橋')).toBe('takahashi');
  expect(fold('渡邉 﨑 𠮷野 辻\u{e0100}')).toBe(fold('渡辺 崎 吉野 辻'));
});

test('long vowels are no matter, but who has exactly that name comes first', () => {
  expect(search('おのこうむてん', TODAY).map(({ row }) => row.id)).toEqual(['ono', 'oono']);
  expect(search('おおのこうむてん', TODAY).map(({ row }) => row.id)).toEqual(['oono', 'ono']);
  // Two words that met: nothing long there.
  expect(first('うえの')).toBe('kyoto-ueno');
  expect(first('さーば')).toBe('data');
});

test('a contract that is over comes after the others', () => {
  expect(search('やまだしょうじ', TODAY).map(({ row }) => row.id)).toEqual(['yamada-shoji', 'over']);
});

test('the person by whom it was found', () => {
  expect(search('さとう', TODAY)[0]?.person).toBe(0);
  expect(search('山田商事', TODAY)[0]?.person).toBeUndefined();
});

test('nothing but marks, or what nobody is called, finds nobody', () => {
  for (const query of ['・', '""', '存在しない', '9999999', '山田 存在しない'])
    expect(search(query, TODAY)).toEqual([]);
});

test('what letters may mean', () => {
  expect(spelled('kan')).toEqual([fold('カン'), fold('カ')]);
  expect(spelled('k')).toEqual([]);
  expect(spelled('xyz1')).toEqual([]);
});

test('what is a number', () => {
  expect(['03-5000', '(03)5000', '81', '+81-50-1000-0001', '3', 'r2', '山田1'].map(digitsOf)).toEqual([
    '035000',
    '035000',
    '81',
    '05010000001',
    undefined,
    undefined,
    undefined,
  ]);
});

test('an address names a tenant, a number, and the call', () => {
  expect(placeOf('#/t/yamada-shoji')).toEqual({ kind: 'tenant', id: 'yamada-shoji' });
  expect(placeOf('#/n/03-5000-0001?call=2f1c-00')).toEqual({
    kind: 'number',
    digits: '0350000001',
    call: '2f1c-00',
  });
  for (const hash of ['', '#', '#/x/y', '#/t/', '#/t/a?call=<script>'])
    expect(placeOf(hash)).toEqual({ kind: 'home' });
  expect(placeOf('#/t/%')).toEqual({ kind: 'tenant', id: '%' });
});

test('a number belongs to who has it on the day, else to who had it last, else to who will', () => {
  const holder = (digits: string, on: string) => holderOf(rows, digits, day(on))?.row.id;
  expect(['2026-12-31', '2027-01-15', '2027-02-01'].map((on) => holder('0350000002', on))).toEqual([
    'over',
    'over',
    'next',
  ]);
  expect(holder('0350000002', '2025-01-01')).toBe('over');
  expect(holder('0350009999', '2027-03-01')).toBeUndefined();
});

test('ten times as many tenants take no more than some ten times as long', () => {
  const queries = ['さとう', '山田', 'yamada', '0001', '鈴木 たろう', 'ん'];
  const seconds = (count: number) => {
    const over = searchOver(manyTenants(count).map((t) => indexRow(operatorFacts(t, stack.report))));
    const runs = Array.from({ length: 7 }, () => {
      const started = performance.now();
      for (const query of queries) over(query, TODAY);
      return performance.now() - started;
    });
    return Math.min(...runs);
  };
  seconds(200);
  // Whatever is quadratic would take a hundred times as long.
  expect(seconds(10_000) / seconds(1_000)).toBeLessThan(40);
});
