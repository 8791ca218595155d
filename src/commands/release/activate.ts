import { Args, Flags } from '@oclif/core';
import { activateRelease } from '../../apply/activate.ts';
import { confirmEngine } from '../../apply/engines/confirm.ts';
import { openSession } from '../../apply/session.ts';
import { Problem } from '../../domain/problem.ts';
import { loadStack } from '../../project/project.ts';
import { interruptible } from '../_stack/interrupt.ts';
import { whyNot } from '../_stack/outcome.ts';
import { showing } from '../_stack/progress.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from '../base.ts';
import { failureDiagnostic } from '../format/failure.ts';
import { markdownText } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';

const REASON_LENGTH = 200;

/** A roll-back for the moment: drift shows it until git follows, and a plain apply takes it back. Needs no valid tenant file. */
export default class ReleaseActivate extends BaseCommand {
  static override summary = 'Go back to a release of one part, on all nodes, one after the other';
  static override description =
    'State and files stay as they are: drift shows it until git follows, and the next apply takes it back.';
  static override examples = [
    '<%= config.bin %> release activate 3f2a9c0b71de --stack prod --reason "calls of yesterday’s release fail"',
  ];
  static override args = {
    digest: Args.string({ description: 'the release, or the beginning of its digest', required: true }),
  };
  static override flags = {
    stack: stackFlags.stack,
    engine: engineFlag,
    format: formatFlag,
    reason: Flags.string({
      description: 'why, for those who see it as drift',
      required: true,
      helpValue: 'TEXT',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReleaseActivate);
    const reason = checkReason(flags.reason);
    const stack = await loadStack(flags.stack);
    confirmEngine(stack, flags.engine);
    const interrupt = interruptible();
    try {
      const { part, release, notices } = await activateRelease({
        session: openSession(process.cwd(), stack),
        digest: args.digest.toLowerCase(),
        reason,
        show: showing(
          { en: `Going back on stack ${stack.name}`, ja: `スタック ${stack.name} を戻しています` },
          this.language,
        ),
        signal: interrupt.signal,
      });
      const words = {
        en: `${part} is at release ${release} (${reason}); drift shows it until git follows`,
        ja: `${part} をリリース ${release} に戻しました（${reason}）。git に反映するまで drift に現れます`,
      };
      const text = printable(words[this.language]);
      const { silentNodes } = notices;
      const error = whyNot({ notices });
      const diagnostics =
        error === undefined ? {} : { diagnostics: [failureDiagnostic(error, this.language)] };
      this.print(flags.format, {
        text: () => text,
        json: () =>
          printableJson({ ok: error === undefined, ...diagnostics, part, release, reason, silentNodes }),
        markdown: () => markdownText(text),
      });
      this.endUnlessOk(flags.format, error);
    } finally {
      interrupt.done();
    }
  }
}

/** It is printed by others' drift, on one line. */
function checkReason(text: string): string {
  const reason = text.trim();
  if (reason !== '' && [...reason].length <= REASON_LENGTH && printable(reason) === reason) return reason;
  throw new Problem(
    'bad-reason',
    {
      en: '--reason is empty, too long, or has characters that cannot be seen',
      ja: '--reason が空か、長すぎるか、見えない文字を含んでいます',
    },
    {
      en: `write one line of 1 to ${REASON_LENGTH} characters`,
      ja: `1 〜 ${REASON_LENGTH} 文字の一行で書いてください`,
    },
  );
}
