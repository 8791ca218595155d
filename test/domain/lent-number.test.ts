import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatLentNumber,
  numberType,
  parseLentNumber,
  parseNationalNumber,
  toE164,
} from '../../src/domain/lent-number.ts';

const lent = (text: string) => {
  const parsed = parseLentNumber(text);
  return parsed.ok ? parsed.value : undefined;
};

describe('a lent number', () => {
  it.each([
    ['03-5000-0001', '0350000001'],
    ['0350000001', '0350000001'],
    ['+81350000001', '0350000001'],
    ['81350000001', '0350000001'],
    ['050-1000-0001', '05010000001'],
    ['+815010000001', '05010000001'],
  ])('%s is %s', (text, number) => {
    expect(lent(text)).toBe(number);
  });

  it.each([
    '06-6123-4567',
    '050-0000-0001',
    '03-5000-001',
    '03-5000-00011',
    '0120-123-456',
    '０３-5000-0001',
    '',
    '+1 202',
    '03 5000 0001',
    '-',
  ])('%j is none', (text) => {
    expect(lent(text)).toBeUndefined();
  });

  it('survives every way it is written', () => {
    const number = fc.oneof(
      fc.integer({ min: 0, max: 99_999_999 }).map((n) => `03${String(n).padStart(8, '0')}`),
      fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => `050${n}`),
    );
    fc.assert(
      fc.property(number, (digits) => {
        const parsed = lent(digits);
        if (parsed === undefined) throw new Error(digits);
        expect(lent(formatLentNumber(parsed))).toBe(parsed);
        expect(lent(toE164(parsed))).toBe(parsed);
        expect(lent(toE164(parsed).slice(1))).toBe(parsed);
        expect(parsed.startsWith(numberType(parsed))).toBe(true);
      }),
    );
  });
});

describe('a national number', () => {
  it.each([
    '06-6123-4567',
    '092-123-4567',
    '0120-123-456',
    '0800-123-4567',
    '0460-12-3456',
    '090-1234-5678',
    '050-1234-5678',
  ])('%s is one', (text) => {
    expect(parseNationalNumber(text).ok).toBe(true);
  });

  it.each([
    '6123-4567',
    '110',
    'yamada',
    '06-6123-4567-89',
    '06-6123-456',
    '06-6123-45678',
    '090-1234-567',
    '00-1234-5678',
    '+81-00-1234-5678',
  ])('%s is none', (text) => {
    expect(parseNationalNumber(text).ok).toBe(false);
  });
});
