import { formatLentNumber } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { type Holding, holdingOf } from '../holding.ts';
import { at, type Rule } from '../rule.ts';

/**
 * A forwarding number whose use has ended, while it is in quarantine: only the tenant can remove the forwarding from its line, and until
 * it has, its callers still arrive here.
 */
export const forwardingNumberStillLentAfterEnd: Rule = {
  code: 'forwarding-number-still-lent-after-end',
  severity: 'warning',
  *check({ tenants, numbers, holdings, date }) {
    for (const tenant of tenants) {
      for (const assignment of tenant.numbers) {
        const holding = assignment.usage === 'forwarding' ? holdingOf(tenant, assignment) : undefined;
        if (!holding?.to || holding.to >= date) continue;
        if (holdings.get(holding.number)?.some((h) => isBack(h, holding, date))) continue;
        const until = addDays(holding.to, numbers?.quarantineDays.forwarding ?? 0);
        if (until < date) continue;
        const why = {
          en: `${formatLentNumber(holding.number)} ended on ${holding.to}, but the tenant’s line may still forward to it (quarantine to ${until})`,
          ja: `${formatLentNumber(holding.number)} の利用は ${holding.to} に終わりましたが、契約会社の回線からまだ転送されているかもしれません（隔離期間は ${until} まで）`,
        };
        const action = {
          en: 'see that the tenant has removed the forwarding and that no more calls arrive',
          ja: '契約会社が転送を解除し、電話が届かなくなったことを確かめてください',
        };
        yield at(tenant.source, [...assignment.path, 'number'], why, action);
      }
    }
  },
};

/** The same tenant forwards to it again: nothing is to be removed. */
function isBack(now: Holding, before: Holding, date: LocalDate): boolean {
  return (
    now.tenant === before.tenant &&
    now.assignment.usage === 'forwarding' &&
    now.from <= date &&
    (now.to === undefined || date <= now.to)
  );
}
