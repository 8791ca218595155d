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
      const why = `${number} was ${was.usage} for a holder from before to ${was.on} and is in quarantine to ${until}`;
      const action = `let it stay as { usage: ${was.usage}, on: ${was.on} } until then`;
      const [entry] = entries;
      yield entry
        ? at(source, entry.path, `${why}, which this would shorten`, action)
        : atKey(source, ['released'], `${why}, but was taken out`, action);
    }
  },
};

function untilOf({ usage, on }: ReleasedView, days: NumbersView['quarantineDays']): LocalDate {
  return addDays(on, days[usage]);
}
