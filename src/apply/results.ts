import type { TenantId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import { diffResources, type ResourceChange, resourceKey } from '../plan/diff.ts';
import type { Resource, ResourceType } from '../plan/resource.ts';
import type { Step, StepAction, Tally } from './engines/engine.ts';

/**
 * What has become of a tenant. `rendered`: of its own nothing changed, but what toolkit or stack make of it. `failed`: of what belongs to
 * it something, and be it its shard's release alone. `not-reached`: the apply ended before it was live.
 */
export type Result = 'created' | 'changed' | 'rendered' | 'mended' | 'deleted' | 'failed' | 'not-reached';

/** The result of an apply for one tenant; those of which nothing differed have none. */
export interface TenantResult {
  tenant: TenantId;
  result: Result;
  /** What was thrown, where it failed. */
  error?: unknown;
}

/** Hears what an engine does, and tells what that means for each tenant. */
export class Results {
  readonly #ended = new Map<string, StepAction>();
  readonly #failed = new Map<string, unknown>();

  ended(step: Step): void {
    this.#ended.set(resourceKey(step), step.action);
  }

  failed(error: unknown, resource: { type: ResourceType; name: string }): void {
    this.#failed.set(resourceKey(resource), error);
  }

  /** How many resources were dealt with how. */
  get tally(): Tally {
    const tally: Tally = { create: 0, update: 0, mend: 0, delete: 0, none: 0 };
    for (const action of this.#ended.values()) tally[action]++;
    return tally;
  }

  /**
   * Sorted by tenant.
   * @param others.released tenants that releases list otherwise than before, whether or not state knows them already; `found`: of which
   * something else was live than what was applied
   */
  tenants(
    before: readonly Resource[],
    after: readonly Resource[],
    { released, found }: { released: ReadonlyMap<string, Result>; found: ReadonlySet<string> },
  ): TenantResult[] {
    const changes = Map.groupBy(diffResources(before, after).filter(isTenants), ({ name }) => name);
    const shards = new Map(
      [...before, ...after].flatMap((r) =>
        r.type === 'Tenant' ? [[r.name as string, r.inputs.shard] as const] : [],
      ),
    );
    return [...shards]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .flatMap(([name, shard]): TenantResult[] => {
        const tenant = name as TenantId;
        const own = changes.get(tenant) ?? [];
        const release = resourceKey({ type: 'Release', name: shard });
        const differs = own.length > 0 || released.has(tenant) || found.has(tenant);
        const error =
          this.#failed.get(`Tenant/${tenant}`) ??
          this.#failed.get(`ChatworkRoom/${tenant}`) ??
          (differs ? this.#failed.get(release) : undefined);
        if (error !== undefined) return [{ tenant, result: 'failed', error }];
        const mended = this.#ended.get(`ChatworkRoom/${tenant}`) === 'mend';
        if (!differs) return mended ? [{ tenant, result: 'mended' }] : [];
        const live = [...own.map(resourceKey), release].every((key) => this.#ended.has(key));
        return [{ tenant, result: live ? resultOf(own, released.get(tenant)) : 'not-reached' }];
      });
  }
}

function isTenants({ type }: ResourceChange): boolean {
  return type === 'Tenant' || type === 'ChatworkRoom';
}

/** What changes of a tenant although its file did not: what is made of it, and where it is kept. */
const TOOLKIT: ReadonlySet<string> = new Set(['fingerprints.rendered', 'shard']);

function resultOf(changes: readonly ResourceChange[], released: Result = 'mended'): Result {
  const tenant = changes.find(({ type }) => type === 'Tenant');
  if (tenant?.action === 'create') return 'created';
  if (tenant?.action === 'delete') return 'deleted';
  if (changes.length === 0) return released;
  const same = ({ action, paths }: ResourceChange) =>
    action === 'update' && paths.every(({ path }) => TOOLKIT.has(path));
  return changes.every(same) ? 'rendered' : 'changed';
}
