import { Flags } from '@oclif/core';
import { retentionAnswer } from '../../audit/questions/retention.ts';
import { dateAt } from '../../domain/local-date.ts';
import { dayOf } from '../../project/day.ts';
import { retentionSheet, retentionText } from '../format/audit/retention.ts';
import { sourceWords } from '../format/audit/words.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { historyFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** Which records of identity checks may go, and from when. */
export default class AuditRetention extends AuditCommand {
  static override summary = 'Say until when the records of identity checks are kept, and which may go';
  static override description =
    'Seven years from the end of the contract (犯罪収益移転防止法; to be confirmed by counsel), of tenants whose file was deleted too: history knows them. ' +
    'References alone are told: the records lie elsewhere.';
  static override examples = ['<%= config.bin %> audit retention --at 2034-01-01 --format csv'];
  static override flags = {
    ...historyFlags,
    at: Flags.string({
      description: 'the day to judge by, YYYY-MM-DD (default: today in Japan)',
      helpValue: 'DATE',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditRetention);
    const day = flags.at === undefined ? dateAt(Date.now()) : dayOf(flags.at, '--at');
    const { history } = await openAudit(flags);
    const answer = retentionAnswer(history, day);
    this.answer(flags.format, answer, {
      text: retentionText,
      sheet: retentionSheet,
      more: [sourceWords(answer.source, this.language)],
    });
  }
}
