import type { State } from '../../apply/engines/state.ts';
import { digestOf } from '../../domain/canonical.ts';
import type { TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Resource } from '../../plan/resource.ts';
import { type Departure, departures, type ReviewedPlan } from '../../plan/reviewed.ts';
import { loadBase, type StackProject } from '../../project/stack-project.ts';
import { planAgainstApplied } from './applied-plan.ts';

/**
 * How a plan differs from the one that was reviewed; nothing: it is the same. A plan that was made without the store's key does not tell names
 * apart: there the files themselves are compared with those of its commit.
 */
export async function departuresFrom(
  reviewed: ReviewedPlan,
  head: StackProject,
  now: { plan: Plan; state: State; resources: readonly Resource[] },
): Promise<Departure[]> {
  if (reviewed.plan.stack !== head.stack.name)
    throw new Problem(
      'plan-moved',
      `the plan is of the stack ${JSON.stringify(reviewed.plan.stack)}, not of ${head.stack.name}`,
      'name the plan of this stack; nothing was applied',
    );
  const plan = reviewed.keyed ? now.plan : planAgainstApplied(head, now.state, now.resources, false);
  const then = await tenantsAt(head, reviewed.commit);
  const is = new Map(head.tenants.map((tenant) => [tenant.id, tenant]));
  return departures(reviewed, plan, (id) => then && sameTenant(then.get(id), is.get(id)));
}

/** undefined: there is no such commit here, or nothing can be read of it. */
async function tenantsAt(
  head: StackProject,
  commit: string | undefined,
): Promise<ReadonlyMap<TenantId, Tenant> | undefined> {
  if (commit === undefined) return undefined;
  try {
    const { tenants } = await loadBase(head, commit);
    return new Map(tenants.map((tenant) => [tenant.id, tenant]));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function sameTenant(a: Tenant | undefined, b: Tenant | undefined): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(tenant: Tenant | undefined): string | undefined {
  if (tenant === undefined) return undefined;
  const { file, ...content } = tenant;
  return digestOf(content);
}

const HOW: Record<Departure['how'], string> = {
  'not-reviewed': 'was not reviewed',
  otherwise: 'changes otherwise than was reviewed',
  'not-there': 'was to change, and does not',
  content: 'has other names, addresses or people than were reviewed',
  unconfirmed: 'cannot be compared: the commit that was reviewed is not here',
  toolkit: 'toolkit and stack change otherwise than was reviewed',
};

/** Departures as lines for a person. */
export function departureLines(found: readonly Departure[]): string[] {
  const lines = found.map(({ tenant, how }) => (tenant === undefined ? HOW[how] : `${tenant} ${HOW[how]}`));
  const more = lines.length - NAMED;
  return more > 0 ? [...lines.slice(0, NAMED), `and ${more} more`] : lines;
}

const NAMED = 20;

/** Problem `not-as-reviewed`. */
export function notAsReviewed(lines: readonly string[]): Problem {
  return new Problem(
    'not-as-reviewed',
    lines.join('; '),
    'look at a new plan, then apply it with apply --plan; nothing was applied',
  );
}
