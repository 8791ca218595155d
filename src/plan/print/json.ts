import { type Language, spoken } from '../../domain/language.ts';
import { printableJson } from '../../domain/printable.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import { sideOf } from '../effect.ts';
import type { OverLimit } from '../limits.ts';
import type { Plan } from '../plan.ts';

/**
 * A plan for programs; ends with a newline. Fields are added over time, never renamed: schema/plan.schema.json.
 * @param also.warnings of the files' check @param also.limits those that the plan is over @param also.language of the warnings
 */
export function planJson(
  plan: Plan,
  also: { warnings?: readonly Diagnostic[]; limits?: readonly OverLimit[]; language?: Language } = {},
): string {
  const { tenants, ...rest } = plan;
  const { warnings = [], limits = [], language = 'en' } = also;
  const value = {
    ok: true,
    ...rest,
    tenants: tenants.map((tenant) => ({
      ...tenant,
      effects: tenant.effects.map((effect) => ({ side: sideOf(effect), ...effect })),
    })),
    limits,
    warnings: spoken(warnings, language),
  };
  return `${printableJson(value)}\n`;
}
