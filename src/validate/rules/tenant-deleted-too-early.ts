import { formatLentNumber } from '../../domain/lent-number.ts';
import { quarantineOver } from '../release.ts';
import type { ChangeRule } from '../rule.ts';

/** The file of a tenant is what its numbers' quarantine is derived from: without it they would look as if they were free. */
export const tenantDeletedTooEarly: ChangeRule = {
  code: 'tenant-deleted-too-early',
  severity: 'error',
  *check({ base, head, date }) {
    const left = new Set(head.tenants.map((t) => t.fileId));
    const held = [...base.holdings.values()].flat().filter((h) => !left.has(h.tenant.fileId));
    for (const [tenant, holdings] of Map.groupBy(held, (h) => h.tenant)) {
      const bound = holdings.filter((h) => !quarantineOver(h, base, date));
      if (bound.length === 0) continue;
      const numbers = bound.map((h) => formatLentNumber(h.number)).join(', ');
      yield {
        file: tenant.source.file,
        at: { line: 1, column: 1 },
        message: {
          en: `the file was deleted, but ${numbers} ${bound.length > 1 ? 'are' : 'is'} still lent or in quarantine on ${date}`,
          ja: `ファイルが消されましたが、${numbers} は ${date} の時点でまだ貸し出し中か隔離期間中です`,
        },
        action: {
          en: 'bring it back, end the contract in it (ends), and delete it once the quarantine is over',
          ja: '元に戻して契約の終了日（ends）を書き、隔離期間が終わってから消してください',
        },
      };
    }
  },
};
