import { DateTime } from 'luxon';
import type { CallCharge } from '../domain/call-charges.ts';
import { WEEKDAYS } from '../domain/japan-time.ts';
import type { ForwardingLine } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';

/** What papers call things: Japanese alone, since their readers are the customers. */
export const LINE_NAMES: Record<ForwardingLine, string> = {
  'ntt-fixed': 'NTT東日本・NTT西日本の固定電話',
  optical: '光回線の電話',
  'ip-phone': 'IP電話',
  'ntt-com-050': 'NTTコミュニケーションズの050番号',
  other: 'そのほかの回線',
};

/** 2026年12月1日（火） */
export function dayWords(day: LocalDate): string {
  const { year, month, day: date, weekday } = DateTime.fromISO(day, { zone: 'utc' });
  return `${year}年${month}月${date}日（${WEEKDAYS[weekday % 7]}）`;
}

/** 2026年12月1日（火）から2027年11月30日（火）まで */
export function periodWords({ starts, ends }: { starts: LocalDate; ends?: LocalDate }): string {
  return `${dayWords(starts)}から${ends === undefined ? '' : `${dayWords(ends)}まで`}`;
}

/** 1,100円 */
export function yenWords(yen: number): string {
  return `${yen.toLocaleString('en-US')}円`;
}

/** For three minutes; undefined: no price is known. */
export function chargeWords(charge: CallCharge | undefined): string {
  if (!charge) return 'ご契約の通信会社にお問い合わせください';
  const { from, to, about } = charge;
  if (from === 0 && to === 0) return '0円';
  return `${about ? '約' : ''}${from === to ? yenWords(from) : `${from}〜${yenWords(to)}`}`;
}
