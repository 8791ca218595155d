import { DateTime } from 'luxon';
import { type Brand, bad, ok, type Parsed } from './brand.ts';

/** A day in Japan, `2026-12-01`. Days compare as strings. */
export type LocalDate = Brand<string, 'LocalDate'>;

/** Contracts, hours and holidays are Japan's; nothing in denwaban uses the machine's zone. */
export const ZONE = 'Asia/Tokyo';

export function parseLocalDate(text: string): Parsed<LocalDate> {
  return existing.has(text) || (/^\d{4}-\d{2}-\d{2}$/.test(text) && exists(text))
    ? ok(text as LocalDate)
    : bad('a date that exists, written YYYY-MM-DD', '実在する日付（YYYY-MM-DD）');
}

/** Contracts name the same days again and again. No more than there are days in ten thousand years. */
const existing = new Set<string>();

/** A day that a month does not have comes back as one of the next. The language's own, since ten thousands are asked for at once. */
function exists(day: string): boolean {
  const date = new Date(day);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return false;
  existing.add(day);
  return true;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  // Days do not depend on the zone, and UTC is many times faster.
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() as LocalDate;
}

/** The day in Japan at an instant (milliseconds since 1970, UTC). */
export function dateAt(instant: number): LocalDate {
  return DateTime.fromMillis(instant, { zone: ZONE }).toFormat('yyyy-MM-dd') as LocalDate;
}

/** Days from one day to another; below zero where the second is before the first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  const at = (date: LocalDate) => DateTime.fromISO(date, { zone: 'utc' });
  return Math.round(at(to).diff(at(from), 'days').days);
}
