import type { Language } from '../../domain/language.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Action } from '../diff.ts';
import { sideOf } from '../effect.ts';
import type { Plan, TenantPlan } from '../plan.ts';
import { effectTextJa } from './effects-ja.ts';
import { summaryLines } from './summary.ts';
import { effectText, SIDE_NAMES } from './words.ts';

const SIGNS: Record<Action, string> = { create: '+', update: '~', delete: '-' };

/** A plan for a terminal; ends with a newline. */
export function planText(plan: Plan, language: Language = 'en'): string {
  const [headline = '', ...rest] = summaryLines(plan, language);
  const blocks = [
    headline,
    ...plan.tenants.map((tenant) => tenantText(tenant, plan.date, language)),
    rest.join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const EFFECT_TEXT = { en: effectText, ja: effectTextJa };

function tenantText(plan: TenantPlan, date: LocalDate, language: Language): string {
  const lines = plan.effects.map(
    (effect) => `    ${SIDE_NAMES[sideOf(effect)][language]}: ${EFFECT_TEXT[language](effect, date)}`,
  );
  return [`${SIGNS[plan.action]} ${plan.tenant}`, ...lines].join('\n');
}
