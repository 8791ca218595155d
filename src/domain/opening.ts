import { type JapanTime, japanTime } from './japan-time.ts';
import type { LocalDate } from './local-date.ts';

/** Opening hours in Japan; a closed day is undefined. Sundays are holidays. */
export interface Hours {
  weekdays?: DayHours;
  saturdays?: DayHours;
  holidays?: DayHours;
}

/** `HH:MM`; `to` may be 24:00 and is not included. */
export interface DayHours {
  from: string;
  to: string;
}

export type DayKind = keyof Hours;

/** As customers and operators read them. */
export function hoursWords(hours: DayHours | undefined): string {
  return hours === undefined ? '休み' : `${hours.from}〜${hours.to}`;
}

/** Whether calls are taken at a moment. */
export interface Opening {
  /** What the day counts as. */
  kind: DayKind;
  /** Until when, `HH:MM`; absent: it is closed now. */
  until?: string;
  /** Where it is closed, when it opens next; absent: not within the days that are looked at. */
  next?: { day: LocalDate; weekday: number; from: string };
}

/** As the library dialplan judges (templates/asterisk/library.conf.eta): Sundays are holidays, and a holiday on a Saturday is one. */
export function dayKind({ day, weekday }: Pick<JapanTime, 'day' | 'weekday'>, holidays: Holidays): DayKind {
  if (weekday === 0 || holidays.has(day.replaceAll('-', ''))) return 'holidays';
  return weekday === 6 ? 'saturdays' : 'weekdays';
}

/** Japan's public holidays, `YYYYMMDD`, as {@link import('./holidays.ts').holidays} lists them. */
export type Holidays = ReadonlySet<string>;

const DAY_MS = 86_400_000;
/** Two Saturdays in a row may be holidays, weekdays never so many. */
const LOOK_DAYS = 21;

/** @param instant milliseconds since 1970 (UTC) */
export function openingAt(hours: Hours, instant: number, holidays: Holidays): Opening {
  const now = japanTime(instant);
  const kind = dayKind(now, holidays);
  const today = hours[kind];
  if (today && now.time >= today.from && now.time < today.to) return { kind, until: today.to };
  for (let ahead = 0; ahead <= LOOK_DAYS; ahead++) {
    const { day, weekday } = japanTime(instant + ahead * DAY_MS);
    const open = hours[dayKind({ day, weekday }, holidays)];
    if (open && (ahead > 0 || now.time < open.from)) return { kind, next: { day, weekday, from: open.from } };
  }
  return { kind };
}
