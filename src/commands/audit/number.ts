import { Args } from '@oclif/core';
import { numberAnswer } from '../../audit/questions/number.ts';
import { writeWords } from '../../domain/brand.ts';
import { parseLentNumber } from '../../domain/lent-number.ts';
import { Problem } from '../../domain/problem.ts';
import { numberSheet, numberText, saidLines } from '../format/audit/number.ts';
import { sourceWords } from '../format/audit/words.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { auditFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** Who held a number, and what proves it. */
export default class AuditNumber extends AuditCommand {
  static override summary = 'Say who held a number from when to when, with the commits that prove it';
  static override description =
    'From git alone: the commits of a branch’s first parents are the moments at which something came into force, in the order of the branch; days are Japan’s. ' +
    'With --stack the apply records of its store say when it was live.';
  static override examples = [
    '<%= config.bin %> audit number 03-5000-0001',
    '<%= config.bin %> audit number 03-5000-0001 --stack prod --format csv',
  ];
  static override args = { number: Args.string({ required: true, description: 'a lent number' }) };
  static override flags = auditFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditNumber);
    const number = parseLentNumber(args.number);
    if (!number.ok)
      throw new Problem(
        'bad-number',
        {
          en: `“${args.number}” is no number that is lent`,
          ja: `“${args.number}” は貸し出す番号ではありません`,
        },
        writeWords(number.problem),
      );
    const { history, ledger } = await openAudit(flags);
    const answer = numberAnswer(history, number.value, ledger);
    const { language } = this;
    const more = [answer.number, ...saidLines(answer, language), sourceWords(answer.source, language)];
    this.answer(flags.format, answer, { text: numberText, sheet: numberSheet, more });
  }
}
