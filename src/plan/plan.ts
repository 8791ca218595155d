import { digestOf } from '../domain/canonical.ts';
import type { Digest, TenantId } from '../domain/ids.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { type Action, diffResources, type ResourceChange } from './diff.ts';
import type { Effect } from './effect.ts';
import { monthlyFee, type TenantSide, tenantEffects } from './effects.ts';
import type { Resource } from './resource.ts';

/** What would change, as a value: printers of it are apart. Sorted, so that the same change always reads the same. */
export interface Plan {
  stack: string;
  /** The day that the files were checked for. */
  date: LocalDate;
  /** What it is compared with: what is applied, or the files at a commit. */
  against: { kind: 'applied' } | { kind: 'base'; ref: string };
  /** Tenants that somebody will notice something of. */
  tenants: readonly TenantPlan[];
  /** What toolkit or stack change, not the tenants' files. */
  toolkit: ToolkitPlan;
  /** Yen a month, tax included, over all tenants. */
  fees: { before: number; after: number };
  /** Everything that an engine would do. Empty: nothing to do. */
  changes: readonly ResourceChange[];
}

export interface TenantPlan {
  tenant: TenantId;
  action: Action;
  effects: readonly Effect[];
  /**
   * The same change has the same digest whoever plans it with the same store: an approval can name it. Without the store's key it is that
   * of the effects alone, and tells no name from another.
   */
  digest: Digest;
}

export interface ToolkitPlan {
  /** Trunks, operators, pools, the dialplan library. */
  cluster?: Action;
  /** The intervals of all lent numbers, written otherwise although they are the same. */
  numbers?: Action;
  /** Tenants whose files did not change but whose rendered values did: a template, a pool's table, the stack. */
  rendered: number;
  /** Shards whose release changes although no tenant of theirs does. */
  releases: readonly string[];
}

/**
 * Compares two sides of a stack.
 *
 * @param keyed whether fingerprints were made with the store's key; with a passing one they must not show, or no plan would equal the next
 */
export function makePlan(
  facts: Pick<Plan, 'stack' | 'date' | 'against'>,
  before: readonly Resource[],
  after: readonly Resource[],
  keyed = true,
): Plan {
  const old = sides(before);
  const next = sides(after);
  const changes = diffResources(before, after);
  const ids = [...new Set([...old.keys(), ...next.keys()])].sort();
  const touched = new Set(
    changes.flatMap((c) => (c.type === 'Tenant' || c.type === 'ChatworkRoom' ? [c.name] : [])),
  );
  const tenants = ids
    .filter((id) => touched.has(id))
    .map((id) => tenantPlan(id, old.get(id), next.get(id), { date: facts.date, keyed }))
    .filter((plan) => plan.effects.length > 0 || plan.action !== 'update');
  const noticed = new Set<string>(tenants.map((plan) => plan.tenant));
  return {
    ...facts,
    tenants,
    toolkit: toolkitPlan(changes, touched, noticed, [old, next]),
    fees: { before: total(old, facts.date), after: total(next, facts.date) },
    changes,
  };
}

function tenantPlan(
  tenant: TenantId,
  before: TenantSide | undefined,
  after: TenantSide | undefined,
  { date, keyed }: { date: LocalDate; keyed: boolean },
): TenantPlan {
  const action = before ? (after ? 'update' : 'delete') : 'create';
  const effects = tenantEffects(before, after, date);
  const fingerprints = (keyed ? [before, after] : []).map((side) => [
    side?.tenant.fingerprints.company ?? null,
    side?.tenant.fingerprints.reports ?? null,
    side?.room?.fingerprint ?? null,
    // Only where there are some: plans of others keep their digests.
    ...(side?.tenant.fingerprints.blocked === undefined ? [] : [side.tenant.fingerprints.blocked]),
    side?.tenant.numbers.map((n) => n.forwardedFrom ?? null) ?? null,
  ]);
  return { tenant, action, effects, digest: digestOf({ tenant, action, effects, fingerprints }) };
}

function toolkitPlan(
  changes: readonly ResourceChange[],
  touched: ReadonlySet<string>,
  noticed: ReadonlySet<string>,
  [old, next]: readonly [Tenants, Tenants],
): ToolkitPlan {
  const cluster = changes.find((change) => change.type === 'Cluster')?.action;
  const numbers = changes.find(
    ({ type, paths }) => type === 'Numbers' && paths.some(({ path }) => path === 'release'),
  );
  const all = [...old.values(), ...next.values()];
  const shards = new Set<string>(all.filter((s) => noticed.has(s.tenant.tenant)).map((s) => s.tenant.shard));
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...(numbers && digestOf(lent(old)) === digestOf(lent(next)) ? { numbers: numbers.action } : {}),
    rendered: [...touched].filter((id) => !noticed.has(id)).length,
    releases: changes.filter((c) => c.type === 'Release' && !shards.has(c.name)).map((c) => c.name),
  };
}

type Tenants = ReadonlyMap<TenantId, TenantSide>;

/** All that the intervals of the lent numbers are made of. */
function lent(tenants: Tenants): unknown {
  return [...tenants.keys()].sort().map((id) => {
    const { numbers = [], contract } = tenants.get(id)?.tenant ?? {};
    const held = numbers.map(({ number, usage, kind, starts, ends }) => [
      number,
      usage,
      kind,
      starts,
      ends ?? null,
    ]);
    return [id, held, contract?.suspendedSince ?? null];
  });
}

function sides(resources: readonly Resource[]): Map<TenantId, TenantSide> {
  const map = new Map<TenantId, TenantSide>();
  for (const resource of resources) {
    if (resource.type === 'Tenant') map.set(resource.name, { tenant: resource.inputs });
  }
  for (const resource of resources) {
    const side = resource.type === 'ChatworkRoom' ? map.get(resource.name) : undefined;
    if (side && resource.type === 'ChatworkRoom') side.room = resource.inputs;
  }
  return map;
}

function total(tenants: Tenants, date: LocalDate): number {
  return [...tenants.values()].reduce((sum, side) => sum + monthlyFee(side.tenant, date), 0);
}
