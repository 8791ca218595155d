import holidays from '@holiday-jp/holiday_jp';
import type { DateTime } from 'luxon';
import type { LentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Hours, LentNumberAssignment, Tenant } from '../../model/tenant.ts';
import type { PlacedCall } from '../calls/call.ts';

/** A call to place, and what has to come of it by the tenant files alone: worked out apart from rendering, so that it proves something. */
export interface ExpectedCall {
  call: PlacedCall;
  tenant?: string;
  expected: string;
}

/** One call to each number of the tenants, as on this moment in Japan. */
export function expectedCalls(tenants: readonly Tenant[], now: DateTime): ExpectedCall[] {
  const held = tenants.flatMap((tenant) => tenant.numbers.map((assignment) => ({ tenant, assignment })));
  const byNumber = Map.groupBy(held, ({ assignment }) => assignment.number);
  return [...byNumber].map(([number, holders]) => expectedCall(number, holders, now));
}

interface Holder {
  tenant: Tenant;
  assignment: LentNumberAssignment;
}

function expectedCall(number: LentNumber, holders: readonly Holder[], now: DateTime): ExpectedCall {
  const today = now.toFormat('yyyy-MM-dd') as LocalDate;
  const current = holders.find(({ assignment }) => starts(assignment) <= today && today <= end(assignment));
  if (!current) {
    const ended = holders.some(({ assignment }) => end(assignment) < today);
    return { call: { number }, expected: ended ? 'announcement, 404' : 'refused, 404' };
  }
  const { tenant, assignment } = current;
  const { forwardedFrom } = assignment;
  const call = { number, ...(forwardedFrom ? { forwardedFrom: forwardedFrom.number } : {}) };
  return { call, tenant: tenant.id, expected: outcomeFor(tenant, assignment, now, today) };
}

function outcomeFor(
  tenant: Tenant,
  assignment: LentNumberAssignment,
  now: DateTime,
  today: LocalDate,
): string {
  const { suspended } = tenant.contract;
  if (suspended && suspended.since <= today) return 'announcement, 480';
  if (assignment.kind === 'fax') return 'fax';
  if (!isOpen(tenant.hours, now)) return 'announcement';
  return `[${assignment.usage === 'forwarding' ? '転送' : '表記'}] ${tenant.company.name}`;
}

/** Sundays and the Cabinet Office's holidays are holidays, also on a Saturday. */
function isOpen(hours: Hours, now: DateTime): boolean {
  const holiday = now.weekday === 7 || holidays.isHoliday(now.toFormat('yyyy-MM-dd'));
  const day = holiday ? hours.holidays : now.weekday === 6 ? hours.saturdays : hours.weekdays;
  const time = now.toFormat('HH:mm');
  return day !== undefined && day.from <= time && time < day.to;
}

function starts(assignment: LentNumberAssignment): string {
  return assignment.starts;
}

function end(assignment: LentNumberAssignment): string {
  return assignment.ends ?? '9999-12-31';
}
