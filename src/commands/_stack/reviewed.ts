import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { State } from '../../apply/engines/state.ts';
import { readReviewed } from '../../apply/plan-file.ts';
import { Problem } from '../../domain/problem.ts';
import { treeOf } from '../../load/git-commit.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Resource } from '../../plan/resource.ts';
import { type Departure, departures, type ReviewedPlan } from '../../plan/reviewed.ts';
import type { StackProject } from '../../project/stack-project.ts';
import { planAgainstApplied } from './applied-plan.ts';

/** The reviewed plans of files, and of folders those in their .json files. Problem `plan-file`. */
export async function readAllReviewed(paths: readonly string[]): Promise<ReviewedPlan[]> {
  const files = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path).catch(() => undefined))?.isDirectory()) return [path];
      const names = (await readdir(path)).filter((name) => name.endsWith('.json'));
      return names.sort().map((name) => join(path, name));
    }),
  );
  return await Promise.all(files.flat().map((file) => readReviewed(file)));
}

/** How a plan differs from those that were reviewed; nothing: it is what they told. Problem `plan-moved`: they are of another stack. */
export async function departuresFrom(
  reviewed: readonly ReviewedPlan[],
  head: StackProject,
  now: { plan: Plan; state: State; resources: readonly Resource[] },
): Promise<Departure[]> {
  for (const { plan } of reviewed) refuseOther(plan.stack, head.stack.name);
  const bases = [...new Set(reviewed.map(({ base }) => base))];
  const trees = new Map(
    await Promise.all(bases.map(async (base) => [base, await treeOf(head.project, base)] as const)),
  );
  return departures(reviewed, {
    plan: { keyed: now.plan, unkeyed: planAgainstApplied(head, now.state, now.resources, false) },
    tenants: new Map(head.tenants.map((tenant) => [tenant.id, tenant])),
    keyOf: (base) => trees.get(base),
  });
}

function refuseOther(planned: string, stack: string): void {
  if (planned === stack) return;
  throw new Problem(
    'plan-moved',
    `the plan is of the stack ${JSON.stringify(planned)}, not of ${stack}`,
    'name the plan of this stack; nothing was applied',
  );
}

const HOW: Record<Departure['how'], string> = {
  'not-reviewed': 'was not reviewed',
  otherwise: 'changes otherwise than was reviewed',
  'not-there': 'was to change, and does not',
  content: 'has other names, addresses or people than were reviewed, or the commit of the review is not here',
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
