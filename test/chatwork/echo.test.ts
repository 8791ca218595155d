import { expect, it } from 'vitest';
import { withoutEcho } from '../../src/chatwork/echo.ts';

const token = '5c1e7bd0a9f24c3f8e6d90b7a1235fe8';
const description = '株式会社山田商事 様の受電報告をお届けする部屋です。\nPlease ask.';
const sent = [token, '山田商事様 受電報告', description, 'taro@yamada.example', '1001'].join('\n');

it.each([
  ['what names nothing', "Parameter 'name' is required", "Parameter 'name' is required"],
  ['the whole', `"山田商事様 受電報告" is taken`, '"…" is taken'],
  ['a part that was cut', 'description: "株式会社山田商" is too long', 'description: "…" is too long'],
  ['two lines', `${description} is refused, please`, '… is refused, please'],
  ['the token', `${token} is no token`, '… is no token'],
  ['an address', 'unknown taro@yamada.example', 'unknown …'],
  ['a short number', '1001 is nobody', '1001 is nobody'],
  ['a message in Japanese', '名前が長すぎます', '名前が長すぎます'],
])('shows %s without what was sent', (_, said, shown) => {
  expect(withoutEcho(said, sent)).toBe(shown);
});

it('shows no page, and is done with one at once', () => {
  const page = '字'.repeat(65_000);
  expect(withoutEcho(page, `${page}!`)).toBe('…');
  expect(withoutEcho('x'.repeat(65_000), '').length).toBeLessThan(1_000);
});
