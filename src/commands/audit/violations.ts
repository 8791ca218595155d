import { lineCommits } from '../../audit/git/line.ts';
import { violationsAnswer } from '../../audit/questions/violations.ts';
import { sinceAnchors } from '../../audit/violations/apply-rules.ts';
import { dateAt } from '../../domain/local-date.ts';
import type { ExitCodes } from '../_cli/exit-codes.ts';
import { noteLine, violationsSheet, violationsText } from '../format/audit/violations.ts';
import { sourceWords } from '../format/audit/words.ts';
import { readAnchors } from './_shared/anchors.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { anchorFlag, auditFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** Where rules were broken. Exit code 2 where they were. */
export default class AuditViolations extends AuditCommand {
  static override summary = 'Find where a commit broke a rule, or something was applied without a merge';
  static override description =
    'Every commit of the branch is judged by the rules of validate and plan on its day: numbers assigned twice or moved, quarantines, files deleted too early, ' +
    'identity checks at the contract’s start. With --stack: applies of what was not merged. With --anchor: whether the branch was rewritten since an earlier audit. ' +
    'Exit code 2 where something was found. Files of old commits that cannot be read are told as notes.';
  static override exitCodes: ExitCodes = {
    0: { en: 'no rule was broken', ja: '違反なし' },
    1: { en: 'the history could not be read', ja: '履歴を読めなかった' },
    2: { en: 'a rule was broken', ja: '違反がある' },
  };
  static override examples = [
    '<%= config.bin %> audit violations',
    '<%= config.bin %> audit violations --stack prod --anchor 2026-12-31.anchor.json',
  ];
  static override flags = { ...auditFlags, anchor: anchorFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditViolations);
    const anchors = await readAnchors(flags.anchor);
    const { line, history, ledger, now } = await openAudit(flags);
    const outside = anchors.length > 0 ? [...sinceAnchors(anchors, await lineCommits(line))] : [];
    const answer = violationsAnswer(history, { day: dateAt(now), outside, ledger });
    const ok = answer.violations.length === 0;
    const { language } = this;
    const more = [
      ...answer.notes.map((note) => noteLine(note, language)),
      sourceWords(answer.source, language),
    ];
    this.answer(flags.format, answer, { text: violationsText, sheet: violationsSheet, more, ok });
    if (!ok) this.end(2);
  }
}
