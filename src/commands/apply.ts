import { Flags } from '@oclif/core';
import { confirmEngine } from '../apply/engines/confirm.ts';
import { checkPlan, planBasis, readPlanFile } from '../apply/plan-file.ts';
import { desiredResources } from '../plan/desired.ts';
import { staging } from '../plan/staging.ts';
import { filesOf, loadStackProject } from '../project/stack-project.ts';
import { planAgainstApplied } from './_stack/applied-plan.ts';
import { changeStack } from './_stack/change.ts';
import { outcomeText, whyNot } from './_stack/outcome.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';

/** Makes the stack so; mends what was changed by hand. With --plan exactly that plan, or nothing. */
export default class Apply extends BaseCommand {
  static override summary = 'Make the stack as the files say, and mend what was changed by hand';
  static override examples = [
    '<%= config.bin %> apply --stack local --yes',
    '<%= config.bin %> apply --stack prod --plan plan.json',
  ];
  static override flags = {
    ...stackFlags,
    engine: engineFlag,
    format: formatFlag,
    plan: Flags.string({ description: 'apply exactly this plan, or nothing', helpValue: 'FILE' }),
    yes: Flags.boolean({ char: 'y', description: 'do not ask' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Apply);
    const planned = flags.plan === undefined ? undefined : await readPlanFile(flags.plan);
    const head = await loadStackProject({ ...this.projectOptions(flags), stack: flags.stack });
    confirmEngine(head.stack, flags.engine);
    const { rendering, tenants, stack, date } = head;
    const staged = staging(rendering, head.loaded.sounds.read);
    const outcome = await changeStack({
      head,
      desired: (key) => ({ resources: desiredResources(rendering, head, stack, key), staging: staged }),
      files: filesOf(head),
      plan: (state, resources) => {
        const basis = {
          stack: stack.name,
          date,
          staging: staged,
          tenants,
          state,
          toolkit: this.config.version,
        };
        if (planned) checkPlan(planned, planBasis(basis));
        return planAgainstApplied(head, state, resources);
      },
      approved: flags.yes || planned !== undefined,
      question: 'Apply this?',
      title: `Applying stack ${stack.name}`,
    });
    if (outcome === undefined) {
      this.logToStderr('Nothing was applied.');
      this.end(1);
    }
    this.log(outcomeText(outcome, flags.format));
    this.endUnlessOk(flags.format, whyNot(outcome));
  }
}
