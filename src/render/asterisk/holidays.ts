import calendar from '@holiday-jp/holiday_jp';

/** The first year that the dialplan knows. No contract is older than the service. */
const FIRST_YEAR = '2026';

/**
 * Japan's public holidays from 2026 on, `YYYYMMDD`, oldest first, substitute holidays included. Source: the list of the package
 * holiday_jp, which follows the Cabinet Office's and reckons the years after it (to 2050) by the law of today: the equinoxes of
 * later years are a forecast until they are announced each February.
 */
export function holidays(): string[] {
  return Object.keys(calendar.holidays)
    .filter((day) => day >= FIRST_YEAR)
    .sort()
    .map((day) => day.replaceAll('-', ''));
}
