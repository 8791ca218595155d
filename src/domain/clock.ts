import { DateTime } from 'luxon';
import { bad, ok, type Parsed } from './brand.ts';

/** An instant written with its zone, such as 2027-03-01T10:00:00+09:00, as milliseconds since 1970 (UTC). */
export function parseInstant(text: string): Parsed<number> {
  const instant = DateTime.fromISO(text);
  return /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && instant.isValid
    ? ok(instant.toMillis())
    : bad(
        'an instant with its zone, such as 2027-03-01T10:00:00+09:00',
        '2027-03-01T10:00:00+09:00 のような時差つきの日時',
      );
}
