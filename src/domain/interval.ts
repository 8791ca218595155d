import { bad, ok, type Parsed } from './brand.ts';
import { parseTenantId, type TenantId } from './ids.ts';
import type { NumberKind, UsageMode } from './lent-number.ts';
import { type LocalDate, parseLocalDate } from './local-date.ts';

/**
 * Who holds a lent number from one day to another. Both days are included; without `to` it is open.
 * What is rendered carries these, not today's answer: library dialplan and mail gateway choose at the moment of the call or mail.
 */
export interface Interval {
  tenant: TenantId;
  usage: UsageMode;
  kind: NumberKind;
  from: LocalDate;
  to?: LocalDate;
  /** From this day on calls get the suspension's announcement (police may ask to stop a number). */
  suspendedSince?: LocalDate;
}

/**
 * The intervals of one number as one word for the dialplan: `tenant:usage:kind:from:to:suspended`, joined by `&`, oldest first.
 * It holds ids, closed words and digits only, so that nothing in it can mean anything to Asterisk. An absent day is 99991231,
 * so that the dialplan compares numbers alone.
 */
export function formatIntervals(intervals: readonly Interval[]): string {
  return intervals
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map((i) =>
      [i.tenant, i.usage, i.kind, compact(i.from), lastDay(i), compact(i.suspendedSince ?? OPEN)].join(':'),
    )
    .join('&');
}

/**
 * Bytes of one number's intervals. Asterisk takes a line of twice that, but cuts a variable's value short at 4,096 bytes without a word
 * (measured with 22.10): the holder of today, who comes last, would be lost.
 */
export const MAX_ROW_BYTES = 4_000;

/** The inverse of {@link formatIntervals}; the agent reads it back from the running dialplan. */
export function parseIntervals(text: string): Parsed<Interval[]> {
  const intervals: Interval[] = [];
  for (const part of text.split('&')) {
    const match = /^([a-z0-9-]+):(forwarding|displayed):(phone|fax):(\d{8}):(\d{8}):(\d{8})$/.exec(part);
    if (!match) return notAnInterval(part);
    const tenant = parseTenantId(match[1] ?? '');
    if (!tenant.ok) return tenant;
    const days = match
      .slice(4, 7)
      .map((d) => parseLocalDate(`${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)}`));
    const [from, to, suspended] = days;
    if (!from?.ok || !to?.ok || !suspended?.ok) return notAnInterval(part);
    intervals.push({
      tenant: tenant.value,
      usage: match[2] as UsageMode,
      kind: match[3] as NumberKind,
      from: from.value,
      ...(to.value === OPEN ? {} : { to: to.value }),
      ...(suspended.value === OPEN ? {} : { suspendedSince: suspended.value }),
    });
  }
  return ok(intervals);
}

/** Two intervals that share a day. Two owners of one number on one day would misroute silently: refused everywhere. */
export function overlap(a: Pick<Interval, 'from' | 'to'>, b: Pick<Interval, 'from' | 'to'>): boolean {
  return a.from <= (b.to ?? OPEN) && b.from <= (a.to ?? OPEN);
}

/** The last day of an interval as eight digits; 99991231 where it is open. */
export function lastDay({ to }: Pick<Interval, 'to'>): string {
  return compact(to ?? OPEN);
}

const OPEN = '9999-12-31' as LocalDate;

function compact(date: LocalDate): string {
  return date.replaceAll('-', '');
}

/** Rows that we have rendered ourselves: nobody is told how to write them. */
function notAnInterval(part: string) {
  return bad(`an interval, not ${part}`, `区間（${part} ではなく）`);
}
