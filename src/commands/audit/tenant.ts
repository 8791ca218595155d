import { Args } from '@oclif/core';
import { tenantAnswer } from '../../audit/questions/tenant.ts';
import { writeWords } from '../../domain/brand.ts';
import { parseTenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { tenantSheet, tenantText } from '../format/audit/tenant.ts';
import { sourceWords } from '../format/audit/words.ts';
import { AuditCommand } from './_shared/audit-command.ts';
import { auditFlags } from './_shared/flags.ts';
import { openAudit } from './_shared/open.ts';

/** A tenant's life. */
export default class AuditTenant extends AuditCommand {
  static override summary =
    'Tell a tenant’s life: contract, numbers, suspensions, channels, each with its commit';
  static override description =
    'From git alone, as audit number. A tenant whose file was deleted or renamed is told of too; of people and addresses nothing is.';
  static override examples = ['<%= config.bin %> audit tenant yamada-shoji'];
  static override args = { tenant: Args.string({ required: true, description: 'its id, now or before' }) };
  static override flags = auditFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditTenant);
    const id = parseTenantId(args.tenant);
    if (!id.ok)
      throw new Problem(
        'bad-tenant',
        { en: `“${args.tenant}” is no tenant’s id`, ja: `“${args.tenant}” は契約会社IDではありません` },
        writeWords(id.problem),
      );
    const { history, ledger } = await openAudit(flags);
    const answer = tenantAnswer(history, id.value, ledger);
    if (answer.customers.length === 0) {
      throw new Problem(
        'tenant-unknown',
        {
          en: `no file of ${id.value} was ever in ${history.folder} on ${history.branch}`,
          ja: `${history.branch} の ${history.folder} に ${id.value} のファイルがあったことはありません`,
        },
        {
          en: 'see the id (git log --all -- the folder), or name another branch with --branch',
          ja: '契約会社IDを確かめるか（git log --all -- フォルダー）、--branch で別のブランチを指定してください',
        },
      );
    }
    this.answer(flags.format, answer, {
      text: tenantText,
      sheet: tenantSheet,
      more: [sourceWords(answer.source, this.language)],
    });
  }
}
