import { Flags } from '@oclif/core';
import { confirmEngine } from '../apply/engines/confirm.ts';
import { pulumiCommand } from '../apply/engines/pulumi/cli.ts';
import { appliedResources, type State } from '../apply/engines/state.ts';
import { checkCanary } from '../apply/nodes/canary.ts';
import { machinesOf } from '../apply/nodes/machines.ts';
import { alreadyRunning, notAdopted } from '../apply/nodes/running.ts';
import { checkPlan, planBasis, readPlanFile } from '../apply/plan-file.ts';
import { openSession } from '../apply/session.ts';
import { desiredResources } from '../plan/desired.ts';
import { LIMITS } from '../plan/limits.ts';
import type { Resource } from '../plan/resource.ts';
import { type Staging, staging } from '../plan/staging.ts';
import { filesOf, loadStackProject, type StackProject } from '../project/stack-project.ts';
import { toolkitVersion } from '../project/toolkit.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { planAgainstApplied } from './_stack/applied-plan.ts';
import { changeStack, type Planned } from './_stack/change.ts';
import { limitsOf } from './_stack/comparison.ts';
import { checkLimits } from './_stack/limits.ts';
import { outcomeText, whyNot } from './_stack/outcome.ts';
import { departureLines, departuresFrom, readAllReviewed } from './_stack/reviewed.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';

/** Makes the stack so; mends what was changed by hand. With --plan exactly that plan, or nothing. */
export default class Apply extends BaseCommand {
  static override summary = 'Make the stack as the files say, and mend what was changed by hand';
  static override exitCodes: ExitCodes = {
    0: { en: 'the stack is as the files say', ja: '環境はファイルのとおり' },
    1: {
      en: 'it is not, or not on every node: which ones is printed',
      ja: 'そうなっていない。あるいは一部のノードだけ（表示される）',
    },
  };
  static override examples = [
    '<%= config.bin %> apply --stack local --yes',
    '<%= config.bin %> apply --stack prod --plan plan.json',
    '<%= config.bin %> apply --stack prod --reviewed reviewed.json',
    '<%= config.bin %> apply --stack prod --canary node1',
  ];
  static override flags = {
    ...stackFlags,
    engine: engineFlag,
    format: formatFlag,
    plan: Flags.string({ description: 'apply exactly this plan, or nothing', helpValue: 'FILE' }),
    reviewed: Flags.string({
      description:
        'apply without asking where each tenant changes as in one of these plans (plan --base REF --out FILE); a folder: all that it holds',
      helpValue: 'FILE',
      multiple: true,
      exclusive: ['plan', 'yes'],
    }),
    canary: Flags.string({
      description: 'bring it to this node alone, and end there',
      helpValue: 'NODE',
    }),
    override: Flags.option({
      description: 'go beyond this limit of the stack; it is recorded with the reason',
      options: LIMITS,
      multiple: true,
      dependsOn: ['reason'],
    })(),
    reason: Flags.string({
      description: 'why the limit does not hold; no personal data',
      helpValue: 'TEXT',
      dependsOn: ['override'],
    }),
    adopt: Flags.boolean({
      description: 'take over nodes that serve tenants already, where no state tells of any apply',
    }),
    yes: Flags.boolean({ char: 'y', description: 'do not ask' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Apply);
    const planned = flags.plan === undefined ? undefined : await readPlanFile(flags.plan);
    const reviewed = flags.reviewed && (await readAllReviewed(flags.reviewed));
    const head = await loadStackProject({
      ...this.projectOptions(flags),
      stack: flags.stack,
      onStack: ({ engine }) => engine === 'pulumi' && void pulumiCommand(),
    });
    const { rendering, tenants, stack, date } = head;
    confirmEngine(stack, flags.engine);
    const canary = flags.canary === undefined ? undefined : checkCanary(flags.canary, machinesOf(stack));
    const staged = staging(rendering, head.loaded.sounds.read);
    const plan = async (state: State, resources: readonly Resource[]): Promise<Planned> => {
      const toolkit = toolkitVersion(this.config.version);
      if (planned) checkPlan(planned, planBasis({ stack, date, staging: staged, tenants, state, toolkit }));
      if (state.resources.size === 0 && !flags.adopt) await this.#refuseRunning(head, staged);
      const plan = planAgainstApplied(head, state, resources);
      const override = checkLimits(limitsOf(head, plan, appliedResources(state)), flags);
      const departures = reviewed && (await departuresFrom(reviewed, head, { plan, state, resources }));
      return {
        plan,
        ...(override ? { override } : {}),
        ...(departures ? { departures: departureLines(departures) } : {}),
      };
    };
    const outcome = await changeStack({
      head,
      desired: (key) => ({ resources: desiredResources(rendering, head, stack, key), staging: staged }),
      files: filesOf(head),
      ...(canary === undefined ? {} : { canary }),
      plan,
      approved: flags.yes || planned !== undefined,
      question: { en: 'Apply this?', ja: '適用しますか' },
      title: { en: `Applying stack ${stack.name}`, ja: `スタック ${stack.name} に適用しています` },
      language: this.language,
    });
    if (outcome === undefined) {
      this.logToStderr({ en: 'Nothing was applied.', ja: '何も適用しませんでした。' }[this.language]);
      this.end(1);
    }
    this.log(outcomeText(outcome, flags.format, this.language));
    this.endUnlessOk(flags.format, whyNot(outcome));
  }

  /** A lost state must not look like a first apply: what its nodes serve would change or go without a word in any plan. */
  async #refuseRunning({ project, stack }: StackProject, staged: Staging): Promise<void> {
    const { blobs } = openSession(project, stack);
    const running = await alreadyRunning(blobs, machinesOf(stack).nodes, staged);
    if (running) throw notAdopted(running);
  }
}
