import { EXTRA_RECIPIENT_FEE, FREE_RECIPIENTS, mailFee } from '../../domain/fees.ts';
import { mostRecipients } from '../../domain/recipients.ts';
import { atKey, type Rule } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/** Each simultaneous recipient beyond three costs 220 yen a month; the fee is for the person whose reports have the most. */
export const extraRecipientFee: Rule = {
  code: 'extra-recipient-fee',
  severity: 'warning',
  *check({ tenants, date }) {
    for (const tenant of tenants) {
      // Nothing is charged any more.
      if (tenant.contract.ends && tenant.contract.ends < date) continue;
      if (tenant.report.channel !== 'mail' || tenant.report.to.length <= FREE_RECIPIENTS) continue;
      const most = mostRecipients(routing(tenant));
      const fee = mailFee(most);
      if (fee === 0) continue;
      const why = {
        en: `a report can have ${most} recipients at the same time, which costs ${fee} yen a month (${EXTRA_RECIPIENT_FEE} for each beyond ${FREE_RECIPIENTS})`,
        ja: `一つの受電報告が同時に最大 ${most} 名に届き、月額 ${fee} 円の料金がかかります（${FREE_RECIPIENTS} 名を超える一名につき ${EXTRA_RECIPIENT_FEE} 円）`,
      };
      yield atKey(tenant.source, ['report', 'to'], why, {
        en: 'see that the tenant has agreed to the fee',
        ja: '契約会社が料金に同意していることを確かめてください',
      });
    }
  },
};

function routing({ roster, report }: TenantView) {
  return {
    roster: (roster ?? []).flatMap((p) =>
      p.id === undefined ? [] : { id: p.id, ...(p.email ? { email: p.email } : {}) },
    ),
    to: report.to.flatMap((t) => t.id ?? []),
  };
}
