import { appliedResources, type State } from '../../apply/engines/state.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import { makePlan, type Plan } from '../../plan/plan.ts';
import type { Resource } from '../../plan/resource.ts';
import type { StackProject } from '../../project/stack-project.ts';
import { sideOf, validateChange } from '../../validate/validate.ts';
import { appliedSide } from './applied-side.ts';

/** The plan from what is applied to what the files say. @throws {DiagnosticsError} the change breaks a rule about changes */
export function planAgainstApplied(
  head: StackProject,
  state: State,
  desired: readonly Resource[],
  keyed = true,
): Plan {
  const applied = appliedResources(state);
  const facts = { stack: head.stack.name, date: head.date, against: { kind: 'applied' } } as const;
  const plan = makePlan(facts, applied, desired, keyed);
  const base = appliedSide(applied, plan.changes, head);
  refuse(validateChange({ base, head: sideOf(head.loaded), date: head.date }));
  return plan;
}

/** Ends the command where there is an error among the diagnostics. */
export function refuse(diagnostics: ReturnType<typeof validateChange>): void {
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
    throw new DiagnosticsError(diagnostics);
}
