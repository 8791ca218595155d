import { printableJson } from '../../domain/printable.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import { sideOf } from '../effect.ts';
import type { OverLimit } from '../limits.ts';
import type { Plan } from '../plan.ts';

/**
 * A plan for programs; ends with a newline. Fields are added over time, never renamed: schema/plan.schema.json.
 * @param also.warnings of the files' check @param also.limits those that the plan is over
 */
export function planJson(
  plan: Plan,
  also: { warnings?: readonly Diagnostic[]; limits?: readonly OverLimit[] } = {},
): string {
  const { tenants, ...rest } = plan;
  const { warnings = [], limits = [] } = also;
  const value = {
    ok: true,
    ...rest,
    tenants: tenants.map((tenant) => ({
      ...tenant,
      effects: tenant.effects.map((effect) => ({ side: sideOf(effect), ...effect })),
    })),
    limits,
    warnings,
  };
  return `${printableJson(value)}\n`;
}
