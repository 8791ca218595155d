import { type ApplyOutcome, type ApplyRequest, applyStack } from '../../apply/apply.ts';
import type { State } from '../../apply/engines/state.ts';
import type { Approval } from '../../apply/records.ts';
import { openSession } from '../../apply/session.ts';
import { headCommit, isAsCommitted } from '../../load/git-commit.ts';
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
  /** The files and folders that it is made of, for the record: whether they are as committed. None: it is of no commit. */
  files: readonly string[];
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
        if (!change.approved && plan.changes.length > 0) {
          if (process.stdout.isTTY) process.stdout.write(planText(plan));
          if (!(await confirm(change.question, interrupt.signal))) return false;
        }
        return await approvalOf(change, plan);
      },
      show: showing(change.title),
      signal: interrupt.signal,
    });
  } finally {
    interrupt.done();
  }
}

async function approvalOf({ head, files }: Change, plan: Plan): Promise<Approval> {
  const commit = await headCommit(head.project);
  return {
    changes: plan.changes.length > 0,
    effects: plan.tenants.map(({ tenant, digest }) => ({ tenant, digest })),
    ...(commit === undefined ? {} : { commit }),
    isClean: async (commit) => files.length > 0 && (await isAsCommitted(head.project, commit, files)),
  };
}
