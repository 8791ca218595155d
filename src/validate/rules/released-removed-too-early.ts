import { formatLentNumber } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { NumbersView, ReleasedView } from '../numbers-view.ts';
import { at, atKey, type ChangeRule } from '../rule.ts';

/**
 * What `released` says of a holder from before these files stays until its quarantine is over, as a tenant's file does: without it, or
 * with an earlier day or a usage of a shorter quarantine, the number would look free before it is. Both sides are reckoned with the
 * days of base, since other quarantineDays are another decision.
 */
export const releasedRemovedTooEarly: ChangeRule = {
  code: 'released-removed-too-early',
  severity: 'error',
  *check({ base, head, date }) {
    if (!base.numbers || !head.numbers) return;
    const days = base.numbers.quarantineDays;
    const kept = Map.groupBy(head.numbers.released, (entry) => entry.number);
    for (const was of base.numbers.released) {
      const until = untilOf(was, days);
      const entries = kept.get(was.number) ?? [];
      if (until < date || entries.some((entry) => untilOf(entry, days) >= until)) continue;
      const { source } = head.numbers;
      const number = formatLentNumber(was.number);
      const en = `${number} was ${was.usage} for a holder from before to ${was.on} and is in quarantine to ${until}`;
      const ja = `${number} は ${was.on} まで以前の利用者が ${was.usage} で使っており、${until} まで隔離期間です`;
      const action = {
        en: `let it stay as { usage: ${was.usage}, on: ${was.on} } until then`,
        ja: `それまでは { usage: ${was.usage}, on: ${was.on} } のまま残してください`,
      };
      const [entry] = entries;
      yield entry
        ? at(
            source,
            entry.path,
            { en: `${en}, which this would shorten`, ja: `${ja}。この書き方では短くなります` },
            action,
          )
        : atKey(
            source,
            ['released'],
            { en: `${en}, but was taken out`, ja: `${ja}が、消されました` },
            action,
          );
    }
  },
};

function untilOf({ usage, on }: ReleasedView, days: NumbersView['quarantineDays']): LocalDate {
  return addDays(on, days[usage]);
}
