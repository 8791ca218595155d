import type { LocalDate } from './local-date.ts';

/** A moment as a clock on a wall in Japan shows it. */
export interface JapanTime {
  day: LocalDate;
  /** `HH:MM` */
  time: string;
  /** 0 is Sunday. */
  weekday: number;
}

/** The days of the week, Sunday first. */
export const WEEKDAYS = '日月火水木金土';

/** Japan has had no summer time since 1951. */
const OFFSET_MS = 9 * 3_600_000;

/** Without luxon: pages in a browser ask it too. @param instant milliseconds since 1970 (UTC) */
export function japanTime(instant: number): JapanTime {
  const shifted = new Date(instant + OFFSET_MS);
  const text = shifted.toISOString();
  return { day: text.slice(0, 10) as LocalDate, time: text.slice(11, 16), weekday: shifted.getUTCDay() };
}
