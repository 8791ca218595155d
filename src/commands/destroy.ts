import { Flags } from '@oclif/core';
import { confirmEngine } from '../apply/engines/confirm.ts';
import { appliedResources } from '../apply/engines/state.ts';
import { refuseDestroy } from '../apply/refuse-destroy.ts';
import { dateAt } from '../domain/local-date.ts';
import { makePlan } from '../plan/plan.ts';
import { loadStack } from '../project/project.ts';
import { changeStack } from './_stack/change.ts';
import { outcomeText, whyNot } from './_stack/outcome.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';

/** Takes it all away: nodes empty themselves, rooms are left to their people. Needs no valid tenant file. */
export default class Destroy extends BaseCommand {
  static override summary = 'Take the whole stack away: nodes are emptied, rooms are left to their people';
  static override examples = ['<%= config.bin %> destroy --stack local --yes'];
  static override flags = {
    stack: stackFlags.stack,
    engine: engineFlag,
    format: formatFlag,
    yes: Flags.boolean({ char: 'y', description: 'do not ask' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Destroy);
    const stack = await loadStack(flags.stack);
    confirmEngine(stack, flags.engine);
    refuseDestroy(stack);
    const facts = { stack: stack.name, date: dateAt(Date.now()), against: { kind: 'applied' } } as const;
    const outcome = await changeStack({
      head: { project: process.cwd(), stack },
      desired: () => ({ resources: [], staging: { parts: [], rooms: [] } }),
      files: [],
      plan: (state) => ({ plan: makePlan(facts, appliedResources(state), []) }),
      approved: flags.yes,
      question: {
        en: `Take all of stack ${stack.name} away? Its numbers will no longer be answered.`,
        ja: `スタック ${stack.name} をすべて取り除きますか。番号は応答しなくなります`,
      },
      title: { en: `Taking stack ${stack.name} away`, ja: `スタック ${stack.name} を取り除いています` },
      language: this.language,
    });
    if (outcome === undefined) {
      this.logToStderr({ en: 'Nothing was taken away.', ja: '何も取り除きませんでした。' }[this.language]);
      this.end(1);
    }
    this.log(outcomeText(outcome, flags.format, this.language));
    this.endUnlessOk(flags.format, whyNot(outcome));
  }
}
