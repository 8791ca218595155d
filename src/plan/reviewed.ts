import { digestOf, hmac } from '../domain/canonical.ts';
import type { TenantId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Plan } from './plan.ts';

/** A plan that people have looked at: made against files of a commit, before its change was merged. */
export interface ReviewedPlan {
  plan: Plan;
  /** Whether its digests tell one name from another: made with the store's key. */
  keyed: boolean;
  /** The commit that it was compared with. */
  base: string;
  /**
   * Of each tenant that it names and that is there after it: an HMAC of what its file says, with a key that only those know who can read the
   * base commit. Tells another name from the reviewed one where the digests do not.
   */
  contents: Readonly<Record<TenantId, string>>;
}

/** How what would be done differs from what was reviewed. `tenant` absent: what toolkit and stack change. */
export interface Departure {
  tenant?: TenantId;
  /**
   * `not-reviewed`: changes, and did not. `otherwise`: other effects. `not-there`: was to change, and does not. `content`: the same effects,
   * of other names, addresses or people, or nobody can tell.
   */
  how: 'not-reviewed' | 'otherwise' | 'not-there' | 'content' | 'toolkit';
}

/** What would be applied now. */
export interface PlannedNow {
  /** With the store's key, and without. */
  plan: { keyed: Plan; unkeyed: Plan };
  tenants: ReadonlyMap<TenantId, Tenant>;
  /** The key of a reviewed plan's contents, from its base commit; undefined: that is not here. */
  keyOf: (base: string) => string | undefined;
}

/** HMACs of what the files of these tenants say. @param key that only those know who can read the commit */
export function contentsOf(
  plan: Plan,
  tenants: ReadonlyMap<TenantId, Tenant>,
  key: string,
): ReviewedPlan['contents'] {
  return Object.fromEntries(
    plan.tenants.flatMap(({ tenant }) => {
      const content = contentOf(tenants.get(tenant), key);
      return content === undefined ? [] : [[tenant, content]];
    }),
  );
}

function contentOf(tenant: Tenant | undefined, key: string): string | undefined {
  if (tenant === undefined) return undefined;
  const { file, ...said } = tenant;
  return hmac(key, digestOf(said));
}

/**
 * Compares what would be applied with the plans that were reviewed, each tenant with those that name it: one of them has to come out again.
 * What toolkit and stack change has to be nothing, or what one of them told. Sorted by tenant.
 */
export function departures(reviewed: readonly ReviewedPlan[], now: PlannedNow): Departure[] {
  const named = new Map<TenantId, { of: ReviewedPlan; digest: string }[]>();
  for (const of of reviewed) {
    for (const { tenant, digest } of of.plan.tenants)
      named.set(tenant, [...(named.get(tenant) ?? []), { of, digest }]);
  }
  const keyed = digests(now.plan.keyed);
  const unkeyed = digests(now.plan.unkeyed);
  const same = (tenant: TenantId, { base, contents }: ReviewedPlan): boolean => {
    const key = now.keyOf(base);
    return key !== undefined && contents[tenant] === contentOf(now.tenants.get(tenant), key);
  };
  const how = (tenant: TenantId): Departure['how'] | undefined => {
    const plans = named.get(tenant) ?? [];
    if (plans.length === 0) return 'not-reviewed';
    // It may be applied already: an apply that ended early, and runs again.
    if (!keyed.has(tenant)) return plans.some(({ of }) => same(tenant, of)) ? undefined : 'not-there';
    const alike = plans.filter(({ of, digest }) => digest === (of.keyed ? keyed : unkeyed).get(tenant));
    if (alike.length === 0) return 'otherwise';
    return alike.some(({ of }) => of.keyed || same(tenant, of)) ? undefined : 'content';
  };
  const tenants = [...new Set([...named.keys(), ...keyed.keys()])].sort(byCodeUnit);
  return [
    ...tenants.flatMap((tenant): Departure[] => {
      const found = how(tenant);
      return found === undefined ? [] : [{ tenant, how: found }];
    }),
    ...(toolkitReviewed(reviewed, now.plan.keyed) ? [] : [{ how: 'toolkit' as const }]),
  ];
}

function digests({ tenants }: Plan): Map<TenantId, string> {
  return new Map(tenants.map(({ tenant, digest }) => [tenant, digest]));
}

function toolkitReviewed(reviewed: readonly ReviewedPlan[], { toolkit }: Plan): boolean {
  const nothing: Plan['toolkit'] = { rendered: 0, releases: [] };
  const told = [nothing, ...reviewed.map(({ plan }) => plan.toolkit)].map(digestOf);
  return told.includes(digestOf(toolkit));
}
