import { CONFIRMED, CONFIRMED_DAYS } from '../../domain/holidays.ts';
import { DEFAULT_HOURS } from '../../domain/hours.ts';
import { daysBetween } from '../../domain/local-date.ts';
import { atKey, type Rule } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/**
 * Holidays are known to be right only as far as they have been announced: on one that is moved or made, callers would find an office closed
 * that is open. Said once, at the first of the tenants for whom it matters.
 */
export const holidaysUnconfirmed: Rule = {
  code: 'holidays-unconfirmed',
  severity: 'warning',
  *check({ tenants, date }) {
    const left = daysBetween(date, CONFIRMED.until);
    if (left >= CONFIRMED_DAYS) return;
    const concerned = tenants.filter(concerns);
    const [first] = concerned;
    if (!first) return;
    const how = left < 0 ? 'ended' : `end in ${left} days`;
    const whom =
      concerned.length === 1 ? 'this tenant has' : `this and ${concerned.length - 1} more tenants have`;
    yield atKey(
      first.source,
      ['hours'],
      `the holidays that are known to be announced ${how}, on ${CONFIRMED.until}, and ${whom} other hours on holidays`,
      'bring denwaban to a version whose list reaches further: the Cabinet Office announces the next year’s each February',
    );
  },
};

/** Whether a day is another one to its callers when it is a holiday, and its contract lasts so long. */
function concerns({ contract, hours }: TenantView): boolean {
  const written = Object.fromEntries(hours.map(({ path, text }) => [path.at(-1), text]));
  const { weekdays, saturdays, holidays } = { ...DEFAULT_HOURS, ...written };
  return (
    (holidays !== weekdays || holidays !== saturdays) &&
    (contract.ends === undefined || contract.ends > CONFIRMED.until)
  );
}
