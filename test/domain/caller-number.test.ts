import { describe, expect, it } from 'vitest';
import { parseCallerNumber } from '../../src/domain/caller-number.ts';
import { callsSchema } from '../../src/validate/schema/calls.ts';

const caller = (text: string) => {
  const parsed = parseCallerNumber(text);
  return parsed.ok ? parsed.value : undefined;
};
const matches = (text: string) => new RegExp(callsSchema.properties.block.items.pattern).test(text);

describe('a caller’s number', () => {
  it.each([
    ['03-1234-5678', '0312345678'],
    ['09012345678', '09012345678'],
    ['0120-000-000', '0120000000'],
    ['0800-123-4567', '08001234567'],
    ['+1-212-555-0100', '12125550100'],
    ['+821012345678', '821012345678'],
  ])('%s is %s, to the schema too', (text, number) => {
    expect(caller(text)).toBe(number);
    expect(matches(text)).toBe(true);
  });

  it.each([
    '+81-3-1234-5678',
    '+8-13-1234-5678',
    '81312345678',
    '3-1234-5678',
    '03-1234-567',
    '+0123456789',
    '+1',
    '110',
    'anonymous',
    '',
  ])('%j is none, to the schema neither', (text) => {
    expect(caller(text)).toBeUndefined();
    expect(matches(text)).toBe(false);
  });
});
