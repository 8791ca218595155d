import { Args } from '@oclif/core';
import { dayAnswer } from '../../audit/questions/at.ts';
import { dayOf } from '../../project/day.ts';
import { asOfWords, daySheet, dayText } from '../format/audit/day.ts';
import { sourceWords } from '../format/audit/words.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { auditFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** Who held what on a day. */
export default class AuditAt extends AuditCommand {
  static override summary = 'Say who held which number on a day, as git knew it then';
  static override description =
    'By the last commit of the branch before the end of that day in Japan. What was merged later and dated back is not in it: audit number tells both.';
  static override examples = ['<%= config.bin %> audit at 2027-03-01'];
  static override args = { day: Args.string({ required: true, description: 'the day, YYYY-MM-DD' }) };
  static override flags = auditFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditAt);
    const day = dayOf(args.day, 'DAY');
    const { history, ledger } = await openAudit(flags);
    const answer = dayAnswer(history, day, ledger);
    const { language } = this;
    this.answer(flags.format, answer, {
      text: dayText,
      sheet: daySheet,
      more: [`${day}: ${asOfWords(answer.commit, language)}`, sourceWords(answer.source, language)],
    });
  }
}
