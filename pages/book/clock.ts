import { japanTime, WEEKDAYS } from '../../src/domain/japan-time.ts';

export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now: () => number;
  /** Whether it is another time than the machine's: whoever reads it has to see that. */
  set: boolean;
}

/** The machine's clock, or the one that `?now=<instant with its zone>` starts. @param query location.search */
export function clockOf(query: string): Clock {
  // A plus sign in a query means a blank.
  const text = new URLSearchParams(query).get('now')?.replace(' ', '+') ?? '';
  const start = /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(start)) return { now: () => Date.now(), set: false };
  const offset = start - Date.now();
  return { now: () => Date.now() + offset, set: true };
}

export function clockText({ now, set }: Clock): string {
  const { day, time, weekday } = japanTime(now());
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${WEEKDAYS[weekday]}）${time}`;
  return set ? `${day.slice(0, 4)}年${date} に合わせた時計` : date;
}
