import { CONFIRMED, CONFIRMED_DAYS } from '../../domain/holidays.ts';
import { DEFAULT_HOURS } from '../../domain/hours.ts';
import type { Text } from '../../domain/language.ts';
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
    yield atKey(first.source, ['hours'], message(left, concerned.length - 1), ACTION);
  },
};

function message(left: number, others: number): Text {
  const how = left < 0 ? 'ended' : `end in ${left} days`;
  const whom = others === 0 ? 'this tenant has' : `this and ${others} more tenants have`;
  const when = left < 0 ? '終わっており' : `あと ${left} 日で終わりますが`;
  const of = others === 0 ? 'この契約会社' : `この契約会社とほか ${others} 社`;
  return {
    en: `the holidays that are known to be announced ${how}, on ${CONFIRMED.until}, and ${whom} other hours on holidays`,
    ja: `公表が確認された祝日は ${CONFIRMED.until} までで${when}、${of}は祝日の受付時間がほかの日と違います`,
  };
}

const ACTION = {
  en: 'bring denwaban to a version whose list reaches further: the Cabinet Office announces the next year’s each February',
  ja: '先の祝日まで載っている版の denwaban に更新してください。内閣府は毎年二月に翌年の祝日を公表します',
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
