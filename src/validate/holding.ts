import type { LentNumber } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { AssignmentView, TenantView } from './tenant-view.ts';

/** One tenant's hold on one number, with the contract's dates where the number has none of its own. */
export interface Holding {
  tenant: TenantView;
  assignment: AssignmentView;
  number: LentNumber;
  from: LocalDate;
  to?: LocalDate;
}

/** Per number its holdings, oldest first: made once, so that no rule compares everybody with everybody. */
export type Holdings = ReadonlyMap<LentNumber, readonly Holding[]>;

export function indexHoldings(tenants: readonly TenantView[]): Holdings {
  const holdings = new Map<LentNumber, Holding[]>();
  for (const tenant of tenants) {
    for (const assignment of tenant.numbers) {
      const holding = holdingOf(tenant, assignment);
      if (!holding) continue;
      const known = holdings.get(holding.number);
      if (known) known.push(holding);
      else holdings.set(holding.number, [holding]);
    }
  }
  for (const list of holdings.values()) {
    list.sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : a.tenant.source.file < b.tenant.source.file ? -1 : 1,
    );
  }
  return holdings;
}

/** undefined where number or beginning are not understood. */
export function holdingOf(tenant: TenantView, assignment: AssignmentView): Holding | undefined {
  const { number } = assignment;
  const from = assignment.starts ?? tenant.contract.starts;
  const to = assignment.ends ?? tenant.contract.ends;
  if (!number || !from) return undefined;
  return { tenant, assignment, number, from, ...(to ? { to } : {}) };
}
