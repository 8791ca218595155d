import { Flags } from '@oclif/core';
import { makeAnchor, writeAnchor } from '../../audit/anchor.ts';
import { lineCommits, openLine } from '../../audit/git/line.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';
import { historyFlags } from './_shared/flags.ts';

const HEAD = {
  en: ['Branch', 'Commit', 'Commits', 'Digest'],
  ja: ['ブランチ', 'コミット', '件数', 'ダイジェスト'],
};

/** What a later audit holds the branch against. */
export default class AuditAnchor extends BaseCommand {
  static override summary =
    'Write down where the branch ends, so that a later audit sees whether it was rewritten';
  static override description =
    'Keep the file where nobody who can push can change it: audit violations --anchor FILE refuses a branch that does not go on from it.';
  static override examples = ['<%= config.bin %> audit anchor --out 2026-12-31.anchor.json'];
  static override flags = {
    branch: historyFlags.branch,
    out: Flags.string({ required: true, description: 'the file to write', helpValue: 'FILE' }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditAnchor);
    const line = await openLine(process.cwd(), { branch: flags.branch, tenants: 'tenants' });
    const anchor = makeAnchor(line.branch, await lineCommits(line), Date.now());
    await writeAnchor(flags.out, anchor);
    const { branch, commit, commits, digest } = anchor;
    this.print(flags.format, {
      text: () =>
        printable(
          {
            en: `${flags.out}: ${branch} ends with ${commit}, ${commits} commits`,
            ja: `${flags.out}: ${branch} の最後は ${commit}（コミット ${commits} 件）`,
          }[this.language],
        ),
      json: () => printableJson({ ok: true, file: flags.out, ...anchor }),
      markdown: () => table(HEAD[this.language], [[branch, commit, String(commits), digest]]),
    });
  }
}
