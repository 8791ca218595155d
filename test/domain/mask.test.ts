import { expect, test } from 'vitest';
import { maskAddresses } from '../../src/domain/mask.ts';

test.each([
  ['taro@yamada.example', 't…@yamada.example'],
  ['taro@yamada.example, 花子@x.example', 't…@yamada.example, 花…@x.example'],
  ['<a..b@docomo.ne.jp>', '<a…@docomo.ne.jp>'],
  // As Postfix's tables have it.
  ['"a..b"@docomo.ne.jp', 'a…@docomo.ne.jp'],
  ["o'neil@yamada.example", 'o…@yamada.example'],
  ['taro@yamada.exampletaro@yamada.exampletaro@yamada.example', 't…@yamada.example'],
  ["taro@yamada'hanako@x.example", 't…@x.example'],
  ['@taro@yamada.example', '@…@yamada.example'],
  ['no address, "none" and @everybody', 'no address, "none" and @everybody'],
])('%s', (text, masked) => {
  expect(maskAddresses(text)).toBe(masked);
});

test('a page without blanks takes no longer than one with', () => {
  const began = performance.now();
  maskAddresses('x'.repeat(250_000));
  maskAddresses('"'.repeat(250_000));
  maskAddresses('x@'.repeat(125_000));
  expect(performance.now() - began).toBeLessThan(500);
});
