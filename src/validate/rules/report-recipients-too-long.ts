import { MAX_RECIPIENTS_BYTES } from '../../domain/recipients.ts';
import { atKey, type Rule } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/** All recipients of a report are one line of a node's mail map. */
export const reportRecipientsTooLong: Rule = {
  code: 'report-recipients-too-long',
  severity: 'error',
  *check({ tenants }) {
    for (const tenant of tenants) {
      if (tenant.report.channel !== 'mail' || tenant.report.to.length === 0) continue;
      const bytes = longest(tenant);
      if (bytes <= MAX_RECIPIENTS_BYTES) continue;
      const why = {
        en: `the addresses of a report can take ${bytes} bytes, more than the ${MAX_RECIPIENTS_BYTES} that a node reads`,
        ja: `一つの受電報告の宛先が最大 ${bytes} バイトになり、ノードが読む ${MAX_RECIPIENTS_BYTES} バイトを超えます`,
      };
      const action = {
        en: 'write fewer recipients, or shorter addresses',
        ja: '送り先を減らすか、短いメールアドレスにしてください',
      };
      yield atKey(tenant.source, ['report', 'to'], why, action);
    }
  },
};

/** Bytes of the addresses at most, whoever is asked for by name: with quotes where old mobile addresses need them, a comma and a blank. */
function longest({ roster = [], report }: TenantView): number {
  const bytes = new Map(
    roster.map((p) => [p.id, p.email === undefined ? 0 : Buffer.byteLength(p.email) + 4]),
  );
  const named = [...bytes.values()].reduce((a, b) => Math.max(a, b), 0);
  const ids = new Set(report.to.flatMap((t) => t.id ?? []));
  return [...ids].reduce((sum, id) => sum + (id === 'named' ? named : (bytes.get(id) ?? 0)), 0);
}
