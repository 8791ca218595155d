import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIRMED, holidays } from '../../src/domain/holidays.ts';

/** As the Cabinet Office announced them, substitute holidays included: https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html. */
const ANNOUNCED = {
  2026: '0101 0112 0211 0223 0320 0429 0503 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123',
  2027: '0101 0111 0211 0223 0321 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123',
};

describe('the holidays', () => {
  it('are the announced ones until the day to which they are confirmed', () => {
    const announced = Object.entries(ANNOUNCED).flatMap(([year, days]) =>
      days.split(' ').map((day) => year + day),
    );
    const until = CONFIRMED.until.replaceAll('-', '');
    expect(holidays().filter((day) => day <= until)).toEqual(announced);
    expect(Object.keys(ANNOUNCED).at(-1)).toBe(CONFIRMED.until.slice(0, 4));
  });

  it('were compared for the version of the package that is used', () => {
    const manifest = new URL('../../package.json', import.meta.url);
    const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
    expect(
      dependencies['@holiday-jp/holiday_jp'],
      'another version: compare its list with the announced one, then say so',
    ).toBe(CONFIRMED.package);
  });
});
