import { digestOf } from '../domain/canonical.ts';
import type { TenantId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Plan } from './plan.ts';

/** A plan that people have looked at: made against files of a commit, before its change was merged. */
export interface ReviewedPlan {
  plan: Plan;
  /** Whether its digests tell one name from another: made with the store's key. */
  keyed: boolean;
  /** The commit whose files it was made of; absent where no commit has them. */
  commit?: string;
}

/** How what would be done differs from what was reviewed. `tenant` absent: what toolkit and stack change. */
export interface Departure {
  tenant?: TenantId;
  /**
   * `not-reviewed`: changes, and did not. `otherwise`: other effects. `not-there`: was to change, and does not. `content`: the same effects,
   * of other names, addresses or people. `unconfirmed`: nobody can tell.
   */
  how: 'not-reviewed' | 'otherwise' | 'not-there' | 'content' | 'unconfirmed' | 'toolkit';
}

/**
 * Compares a plan with the reviewed one: each tenant's digest, and what toolkit and stack change. Sorted by tenant.
 *
 * @param now the plan that would be applied, with digests made as the reviewed ones were
 * @param same whether a tenant's file says what it said when it was reviewed; undefined: nobody can tell. Asked where the digests alone do not
 * say: made without the store's key, or of a tenant that does not change any more
 */
export function departures(
  reviewed: ReviewedPlan,
  now: Plan,
  same: (tenant: TenantId) => boolean | undefined,
): Departure[] {
  const before = new Map(reviewed.plan.tenants.map(({ tenant, digest }) => [tenant, digest]));
  const after = new Map(now.tenants.map(({ tenant, digest }) => [tenant, digest]));
  const how = (tenant: TenantId): Departure['how'] | undefined => {
    const [was, is] = [before.get(tenant), after.get(tenant)];
    if (was === undefined) return 'not-reviewed';
    // It may be applied already: an apply that ended early, and runs again.
    if (is === undefined) return same(tenant) ? undefined : 'not-there';
    if (was !== is) return 'otherwise';
    if (reviewed.keyed) return undefined;
    const content = same(tenant);
    return content === undefined ? 'unconfirmed' : content ? undefined : 'content';
  };
  const tenants = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  const toolkit =
    digestOf(reviewed.plan.toolkit) === digestOf(now.toolkit) ? [] : [{ how: 'toolkit' as const }];
  return [
    ...tenants.flatMap((tenant): Departure[] => {
      const found = how(tenant);
      return found === undefined ? [] : [{ tenant, how: found }];
    }),
    ...toolkit,
  ];
}
