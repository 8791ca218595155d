import { type Brand, bad, ok, type Parsed } from './brand.ts';
import { parseNationalNumber } from './lent-number.ts';

/**
 * A caller's number as two of them are compared: of Japan in national digits (`0312345678`), of another country its code and digits without a
 * plus (`12125550100`), at most 15 (E.164). No country's code begins with 0, and so the two never meet.
 */
export type CallerNumber = Brand<string, 'CallerNumber'>;

/** What people write: a Japanese number as dialled inside Japan, any other with a plus; hyphens as they like. */
export function parseCallerNumber(text: string): Parsed<CallerNumber> {
  const bare = text.replaceAll('-', '');
  if (/^\+(?!81)[1-9]\d{6,14}$/.test(bare)) return ok(bare.slice(1) as CallerNumber);
  const national = bare.startsWith('0') ? parseNationalNumber(bare) : undefined;
  return national?.ok
    ? ok(national.value as string as CallerNumber)
    : bad(
        'a number as dialled inside Japan, such as 03-1234-5678, or one from abroad with its country’s code, +1-212-555-0100',
        '03-1234-5678 のような国内でかける形の番号か、+1-212-555-0100 のような国番号つきの海外の番号',
      );
}
