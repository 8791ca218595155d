import type { LocalDate } from '../../domain/local-date.ts';
import type { Action } from '../diff.ts';
import { sideOf } from '../effect.ts';
import type { Plan, TenantPlan } from '../plan.ts';
import { summaryLines } from './summary.ts';
import { effectText, SIDE_NAMES } from './words.ts';

const SIGNS: Record<Action, string> = { create: '+', update: '~', delete: '-' };

/** A plan for a terminal; ends with a newline. */
export function planText(plan: Plan): string {
  const [headline = '', ...rest] = summaryLines(plan);
  const blocks = [headline, ...plan.tenants.map((tenant) => tenantText(tenant, plan.date)), rest.join('\n')];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function tenantText(plan: TenantPlan, date: LocalDate): string {
  const lines = plan.effects.map(
    (effect) => `    ${SIDE_NAMES[sideOf(effect)]}: ${effectText(effect, date)}`,
  );
  return [`${SIGNS[plan.action]} ${plan.tenant}`, ...lines].join('\n');
}
