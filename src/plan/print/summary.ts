import type { Plan } from '../plan.ts';
import { count, signed, yen } from './words.ts';

/** The plan in a few lines: what it is compared with, then what the toolkit changes and what it costs. The first is the headline. */
export function summaryLines(plan: Plan): string[] {
  const against = plan.against.kind === 'applied' ? 'what is applied' : plan.against.ref;
  const where = `stack ${plan.stack}, ${plan.date}, against ${against}`;
  if (plan.changes.length === 0) return [`No changes: ${where}`];
  const actions = (['create', 'update', 'delete'] as const).map((action) => {
    const amount = plan.tenants.filter((tenant) => tenant.action === action).length;
    return `${amount} to ${action}`;
  });
  return [`Tenants: ${actions.join(', ')} (${where})`, ...toolkitLines(plan), ...feeLines(plan)];
}

export function toolkitLines({ toolkit }: Pick<Plan, 'toolkit'>): string[] {
  const lines: string[] = [];
  if (toolkit.cluster !== undefined) {
    lines.push(
      `Toolkit: ${toolkit.cluster} the cluster part (trunks, operators, pools, library); calls in progress keep theirs`,
    );
  }
  if (toolkit.numbers !== undefined) {
    lines.push(`Toolkit: ${toolkit.numbers} the numbers part; every number stays with its tenant`);
  }
  if (toolkit.rendered > 0) {
    lines.push(`Toolkit: rendered anew for ${count(toolkit.rendered, 'tenant')} whose files did not change`);
  }
  if (toolkit.releases.length > 0) lines.push(`Toolkit: another release for ${toolkit.releases.join(', ')}`);
  return lines;
}

function feeLines({ fees }: Plan): string[] {
  return fees.before === fees.after
    ? []
    : [`Fees: ${yen(fees.after)} a month, was ${yen(fees.before)} (${signed(fees.after - fees.before)})`];
}
