import { sideOf } from '../effect.ts';
import type { Plan } from '../plan.ts';

/** A plan for programs; ends with a newline. Fields are added over time, never renamed. */
export function planJson(plan: Plan): string {
  const { tenants, ...rest } = plan;
  const value = {
    ok: true,
    ...rest,
    tenants: tenants.map((tenant) => ({
      ...tenant,
      effects: tenant.effects.map((effect) => ({ side: sideOf(effect), ...effect })),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
