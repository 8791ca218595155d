import { DateTime } from 'luxon';
import { addDays, type LocalDate } from './local-date.ts';

/**
 * Years for which the record of an identity check is kept after the contract's end (犯罪収益移転防止法 第6条: seven years from the
 * day on which the dealings ended; to be confirmed by counsel).
 */
export const RECORD_YEARS = 7;

/** The last day on which the record is kept, and the first on which it may go. @param ended the contract's last day */
export function recordDays(ended: LocalDate): { keepUntil: LocalDate; mayGoFrom: LocalDate } {
  const years = DateTime.fromISO(ended, { zone: 'utc' }).plus({ years: RECORD_YEARS });
  const keepUntil = years.toISODate() as LocalDate;
  return { keepUntil, mayGoFrom: addDays(keepUntil, 1) };
}
