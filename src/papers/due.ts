import type { TenantId } from '../domain/ids.ts';
import type { LentNumber, UsageMode } from '../domain/lent-number.ts';
import { addDays, daysBetween, type LocalDate } from '../domain/local-date.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Tenant } from '../model/tenant.ts';
import { endingNumbers } from './paper.ts';

/** A tenant whom the notice of the end has to reach now. */
export interface Due {
  tenant: TenantId;
  company: string;
  /** The first last day within the time asked about. */
  lastDay: LocalDate;
  daysLeft: number;
  /** Whether the whole contract ends by then. */
  contract: boolean;
  numbers: { number: LentNumber; usage: UsageMode; lastDay: LocalDate }[];
}

/** Whose contract or number has its last day within so many days, that of today included; the soonest first. */
export function dueNotices(tenants: readonly Tenant[], date: LocalDate, days: number): Due[] {
  const until = addDays(date, days);
  const soon = (day: LocalDate | undefined): day is LocalDate =>
    day !== undefined && day >= date && day <= until;
  return tenants
    .flatMap((tenant): Due[] => {
      const { ends } = tenant.contract;
      const numbers = endingNumbers(tenant).filter((n) => soon(n.ends));
      const [lastDay] = [...numbers.map((n) => n.ends), ...(soon(ends) ? [ends] : [])].sort();
      if (lastDay === undefined) return [];
      return [
        {
          tenant: tenant.id,
          company: tenant.company.name,
          lastDay,
          daysLeft: daysBetween(date, lastDay),
          contract: soon(ends),
          numbers: numbers.map((n) => ({ number: n.number, usage: n.usage, lastDay: n.ends })),
        },
      ];
    })
    .sort((a, b) => byCodeUnit(a.lastDay, b.lastDay));
}
