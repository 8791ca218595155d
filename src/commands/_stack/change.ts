import { type ApplyOutcome, type ApplyRequest, applyStack } from '../../apply/apply.ts';
import type { State } from '../../apply/engines/state.ts';
import type { Approval } from '../../apply/records.ts';
import { openSession } from '../../apply/session.ts';
import type { Language, Text } from '../../domain/language.ts';
import { headCommit, isAsCommitted } from '../../load/git-commit.ts';
import type { Plan } from '../../plan/plan.ts';
import { planText } from '../../plan/print/text.ts';
import type { Resource } from '../../plan/resource.ts';
import type { StackProject } from '../../project/stack-project.ts';
import { confirm } from './confirm.ts';
import { interruptible } from './interrupt.ts';
import { showing } from './progress.ts';
import { notAsReviewed } from './reviewed.ts';

export interface Change extends Pick<ApplyRequest, 'desired' | 'canary'> {
  head: Pick<StackProject, 'project' | 'stack'>;
  /** The files and folders that it is made of, for the record: whether they are as committed. None: it is of no commit. */
  files: readonly string[];
  /** The plan of it; throws where it must not be. */
  plan: (state: State, resources: readonly Resource[]) => Planned | Promise<Planned>;
  /** Approved without asking. */
  approved: boolean;
  question: Text;
  title: Text;
  /** In which the person is spoken to. */
  language: Language;
}

export interface Planned extends Pick<Approval, 'override'> {
  plan: Plan;
  /** How it differs from what was reviewed, a line each; none: approved. Absent: nothing was. */
  departures?: readonly Text[];
}

/** Shows the plan and asks where that is wanted, then makes it so. undefined: the person said no. */
export async function changeStack(change: Change): Promise<ApplyOutcome | undefined> {
  const interrupt = interruptible();
  const { head, desired, canary, title, language } = change;
  try {
    return await applyStack({
      session: openSession(head.project, head.stack),
      desired,
      ...(canary === undefined ? {} : { canary }),
      approve: async (state, resources) => {
        const planned = await change.plan(state, resources);
        if (!(await isApproved(change, planned, interrupt.signal))) return false;
        return await approvalOf(change, planned);
      },
      show: showing(title, language),
      signal: interrupt.signal,
    });
  } finally {
    interrupt.done();
  }
}

const NOT_AS_REVIEWED = { en: 'not as reviewed', ja: 'レビューと違う点' };

async function isApproved(
  { approved, question, language }: Change,
  { plan, departures }: Planned,
  signal: AbortSignal,
): Promise<boolean> {
  if (approved || plan.changes.length === 0 || departures?.length === 0) return true;
  if (process.stdout.isTTY) {
    process.stdout.write(planText(plan, language));
    for (const line of departures ?? [])
      process.stdout.write(`${NOT_AS_REVIEWED[language]}: ${line[language]}\n`);
  }
  return await confirm(question[language], {
    signal,
    ...(departures ? { problem: notAsReviewed(departures) } : {}),
  });
}

async function approvalOf({ head, files }: Change, { plan, override }: Planned): Promise<Approval> {
  const commit = await headCommit(head.project);
  return {
    changes: plan.changes.length > 0,
    effects: plan.tenants.map(({ tenant, digest }) => ({ tenant, digest })),
    ...(override ? { override } : {}),
    ...(commit === undefined ? {} : { commit }),
    isClean: async (commit) => files.length > 0 && (await isAsCommitted(head.project, commit, files)),
  };
}
