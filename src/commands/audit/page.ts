import { Flags } from '@oclif/core';
import { lineCommits, tipTime } from '../../audit/git/line.ts';
import { auditPage } from '../../audit/page/page.ts';
import { chartAnswer } from '../../audit/questions/chart.ts';
import { sinceAnchors } from '../../audit/violations/apply-rules.ts';
import { dateAt } from '../../domain/local-date.ts';
import { writeResult } from '../../project/write-result.ts';
import { pageSheet, pageText } from '../format/audit/page.ts';
import { sourceWords } from '../format/audit/words.ts';
import { readAnchors } from './_shared/anchors.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { anchorFlag, auditFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** The whole history as a page. */
export default class AuditPage extends AuditCommand {
  static override summary =
    'Write one HTML file with a time line of every number, to be searched and printed';
  static override description =
    'Holders, quarantines, suspensions and violations with the commits that prove them. The file asks nothing of any network, and the same commit gives the same bytes: ' +
    'violations are judged as of the day of its last commit. --lang is of the page too; --format of what is printed besides: text says what was written, the others tell all that is on the page.';
  static override examples = [
    '<%= config.bin %> audit page --out audit.html',
    '<%= config.bin %> audit page --out audit.html --stack prod --lang ja',
  ];
  static override flags = {
    ...auditFlags,
    anchor: anchorFlag,
    out: Flags.string({ required: true, description: 'the file to write', helpValue: 'FILE' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditPage);
    const { language } = this;
    const anchors = await readAnchors(flags.anchor);
    const { line, history, ledger, now } = await openAudit(flags);
    const outside = anchors.length > 0 ? [...sinceAnchors(anchors, await lineCommits(line))] : [];
    // Not ours, so that the same commit gives the same page; one that goes ahead of ours would find contracts late that have not begun.
    const clock = Math.max((await tipTime(line)) * 1000, history.moments.at(-1)?.at ?? 0);
    const day = dateAt(Math.min(clock, now));
    const answer = chartAnswer(history, { day, outside, ledger });
    await writeResult('out', flags.out, auditPage(answer, language));
    this.answer(flags.format, answer, {
      text: () => pageText(answer, { file: flags.out, language }),
      sheet: pageSheet,
      more: [`${flags.out}: ${answer.day}`, sourceWords(answer.source, language)],
    });
  }
}
