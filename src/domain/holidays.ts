import calendar from '@holiday-jp/holiday_jp';
import type { LocalDate } from './local-date.ts';

/** The first year that the dialplan knows. No contract is older than the service. */
const FIRST_YEAR = '2026';

/**
 * Until when the package's list is known to be the one that the Cabinet Office has announced. It announces each February, once the almanac of
 * the next year has been published (暦要項, which sets the equinoxes), to the end of that year: https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html.
 * What comes after is a forecast by the law of today. Somebody has compared the two for this version of the package, and a test holds both
 * to it: set `until` to the end of the next year each February, when they have been compared anew.
 */
export const CONFIRMED = { until: '2027-12-31' as LocalDate, package: '2.5.1' } as const;

/** With fewer days left than these somebody is to look: time for a new version to be tested and applied. */
export const CONFIRMED_DAYS = 60;

/**
 * Japan's public holidays from 2026 on, `YYYYMMDD`, oldest first, substitute holidays included. Source: the list of the package
 * holiday_jp, which follows the Cabinet Office's and reckons the years after it (to 2050) by the law of today.
 */
export function holidays(): string[] {
  return Object.keys(calendar.holidays)
    .filter((day) => day >= FIRST_YEAR)
    .sort()
    .map((day) => day.replaceAll('-', ''));
}
