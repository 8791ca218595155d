import { type ApplyOutcome, type ApplyRequest, applyStack } from '../../apply/apply.ts';
import type { State } from '../../apply/engines/state.ts';
import { openSession } from '../../apply/session.ts';
import type { Plan } from '../../plan/plan.ts';
import { planText } from '../../plan/print/text.ts';
import type { Resource } from '../../plan/resource.ts';
import type { StackProject } from '../../project/stack-project.ts';
import { confirm } from './confirm.ts';
import { interruptible } from './interrupt.ts';
import { showing } from './progress.ts';

export interface Change {
  head: Pick<StackProject, 'project' | 'stack'>;
  desired: ApplyRequest['desired'];
  /** The plan of it; throws where it must not be. */
  plan: (state: State, resources: readonly Resource[]) => Plan;
  /** Approved without asking. */
  approved: boolean;
  question: string;
  title: string;
}

/** Shows the plan and asks where that is wanted, then makes it so. undefined: the person said no. */
export async function changeStack(change: Change): Promise<ApplyOutcome | undefined> {
  const interrupt = interruptible();
  try {
    return await applyStack({
      session: openSession(change.head.project, change.head.stack),
      desired: change.desired,
      approve: async (state, resources) => {
        const plan = change.plan(state, resources);
        if (change.approved || plan.changes.length === 0) return true;
        if (process.stdout.isTTY) process.stdout.write(planText(plan));
        return await confirm(change.question, interrupt.signal);
      },
      show: showing(change.title),
      signal: interrupt.signal,
    });
  } finally {
    interrupt.done();
  }
}
