import { type Brand, bad, ok, type Parsed } from './brand.ts';

/**
 * A number that the company can lend, as dialled inside Japan without hyphens: `0350000001`, `05010000001`.
 * Tokyo 03 (10 digits) or 050 (11 digits, the digit after 050 not 0); nothing else is lent.
 */
export type LentNumber = Brand<string, 'LentNumber'>;

/** Any Japanese number in national form without hyphens, such as the tenant's own that forwards. */
export type NationalNumber = Brand<string, 'NationalNumber'>;

export type NumberType = '03' | '050';
export type NumberKind = 'phone' | 'fax';
/** How a lent number is used (利用方法): 電話転送利用 or 番号表記利用. */
export type UsageMode = 'forwarding' | 'displayed';
/** Kinds of line that forward to a lent number: what a call costs depends on it. */
export const FORWARDING_LINES = ['ntt-fixed', 'optical', 'ip-phone', 'ntt-com-050', 'other'] as const;
export type ForwardingLine = (typeof FORWARDING_LINES)[number];

export function parseLentNumber(text: string): Parsed<LentNumber> {
  const digits = national(text);
  if (digits === undefined)
    return bad(
      'a number of digits and hyphens, such as 03-5000-0001 or 050-1000-0001',
      '03-5000-0001 や 050-1000-0001 のような、数字とハイフンの番号',
    );
  if (/^03\d{8}$/.test(digits) || /^050[1-9]\d{7}$/.test(digits)) return ok(digits as LentNumber);
  return bad(
    'Tokyo 03 (03-XXXX-XXXX) or 050 (050-XXXX-XXXX, the digit after 050 not 0); nothing else is lent',
    '東京 03（03-XXXX-XXXX）か 050（050-XXXX-XXXX、050 の次は 0 以外）の番号',
  );
}

/**
 * 10 digits, or 11 where the third is 0: mobile and IP phones (0A0), and 0800 (numbering plan of the Ministry of Internal Affairs and
 * Communications). A digit too few or too many is the commonest slip.
 */
export function parseNationalNumber(text: string): Parsed<NationalNumber> {
  const digits = national(text);
  return digits !== undefined && /^0[1-9](?:0\d{8}|[1-9]\d{7})$/.test(digits)
    ? ok(digits as NationalNumber)
    : bad(
        'a Japanese number with its area code, such as 06-6123-4567',
        '06-6123-4567 のような市外局番からの番号',
      );
}

/** Carriers send 0312345678, +81312345678 or 81312345678; people write hyphens. */
function national(text: string): string | undefined {
  const bare = text.replaceAll('-', '');
  if (!/^\+?\d+$/.test(bare)) return undefined;
  if (bare.startsWith('+81')) return `0${bare.slice(3)}`;
  if (bare.startsWith('81') && bare.length >= 11) return `0${bare.slice(2)}`;
  return bare.startsWith('+') ? undefined : bare;
}

export function numberType(number: LentNumber): NumberType {
  return number.startsWith('050') ? '050' : '03';
}

/** As people read it: 03-5000-0001, 050-1000-0001. */
export function formatLentNumber(number: LentNumber): string {
  const head = numberType(number).length;
  return `${number.slice(0, head)}-${number.slice(head, head + 4)}-${number.slice(head + 4)}`;
}

/** E.164: +81350000001. */
export function toE164(number: LentNumber | NationalNumber): string {
  return `+81${number.slice(1)}`;
}
