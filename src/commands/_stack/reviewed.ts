import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { State } from '../../apply/engines/state.ts';
import { readReviewed } from '../../apply/plan-file.ts';
import type { Text } from '../../domain/language.ts';
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
    {
      en: `the plan is of the stack ${JSON.stringify(planned)}, not of ${stack}`,
      ja: `この計画は ${stack} ではなくスタック ${JSON.stringify(planned)} のものです`,
    },
    {
      en: 'name the plan of this stack; nothing was applied',
      ja: 'このスタックの計画を指定してください。何も適用していません',
    },
  );
}

const HOW: Record<Departure['how'], Text> = {
  'not-reviewed': { en: 'was not reviewed', ja: 'レビューされていません' },
  otherwise: { en: 'changes otherwise than was reviewed', ja: 'レビューと違う変更になります' },
  'not-there': { en: 'was to change, and does not', ja: '変更されるはずが、変更になりません' },
  content: {
    en: 'has other names, addresses or people than were reviewed, or the commit of the review is not here',
    ja: '名前・メールアドレス・人がレビューと違うか、レビューのコミットがここにありません',
  },
  toolkit: {
    en: 'toolkit and stack change otherwise than was reviewed',
    ja: 'ツールキットとスタックがレビューと違う変更になります',
  },
};

/** Departures as lines for a person. */
export function departureLines(found: readonly Departure[]): Text[] {
  const lines = found.map(({ tenant, how }) => {
    const { en, ja } = HOW[how];
    return tenant === undefined ? { en, ja } : { en: `${tenant} ${en}`, ja: `${tenant}: ${ja}` };
  });
  const more = lines.length - NAMED;
  return more > 0 ? [...lines.slice(0, NAMED), { en: `and ${more} more`, ja: `ほか ${more} 件` }] : lines;
}

const NAMED = 20;

/** Problem `not-as-reviewed`. */
export function notAsReviewed(lines: readonly Text[]): Problem {
  return new Problem(
    'not-as-reviewed',
    { en: lines.map(({ en }) => en).join('; '), ja: lines.map(({ ja }) => ja).join('、') },
    {
      en: 'look at a new plan, then apply it with apply --plan; nothing was applied',
      ja: '新しい計画を見てから apply --plan で適用してください。何も適用していません',
    },
  );
}
