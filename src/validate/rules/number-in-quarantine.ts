import { formatLentNumber, type LentNumber, type UsageMode } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Holding } from '../holding.ts';
import type { NumbersView } from '../numbers-view.ts';
import { at, type Rule, type Violation } from '../rule.ts';

/** A use of a number that has ended. */
interface Last {
  usage: UsageMode;
  to: LocalDate;
  /** undefined: a holder from before these files. */
  who: string | undefined;
}

/**
 * A released number is given to nobody for some days (quarantineDays): callers of the last holder would reach the next. Displayed
 * numbers are still in print, forwarding numbers may still have a forwarding set to them. The last holder itself may have it back.
 *
 * Of the uses so far the one counts whose quarantine ends last, not the latest: who is displayed, then forwards to the same number for
 * a month, is in print all the same. Two are kept, the second of another tenant, since one's own does not count.
 */
export const numberInQuarantine: Rule = {
  code: 'number-in-quarantine',
  severity: 'error',
  *check({ holdings, numbers }) {
    if (!numbers) return;
    const released = latestReleased(numbers);
    for (const [number, list] of holdings) {
      const before = released.get(number);
      for (const holding of before ? list : []) {
        if (!before || (holding.to !== undefined && holding.to < before.to)) continue;
        yield* tooEarly(holding, number, before, numbers);
      }
      let last: Last | undefined;
      let lastOfAnother: Last | undefined;
      for (const holding of list) {
        const tenant = holding.tenant.fileId;
        const before = last?.who === tenant ? lastOfAnother : last;
        if (before && before.to < holding.from) yield* tooEarly(holding, number, before, numbers);
        const usage = holding.assignment.usage;
        if (!holding.to || !usage) continue;
        const ended = { usage, to: holding.to, who: tenant };
        if (!last || untilOf(last, numbers) <= untilOf(ended, numbers)) {
          if (last?.who !== tenant) lastOfAnother = last;
          last = ended;
        } else if (
          last.who !== tenant &&
          (!lastOfAnother || untilOf(lastOfAnother, numbers) < untilOf(ended, numbers))
        ) {
          lastOfAnother = ended;
        }
      }
    }
  },
};

/** Per number the holder from before whose quarantine ends last; a second entry is released-repeated's. */
function latestReleased(numbers: NumbersView): Map<LentNumber, Last> {
  const latest = new Map<LentNumber, Last>();
  for (const { number, usage, on } of numbers.released) {
    const entry = { usage, to: on, who: undefined };
    const known = latest.get(number);
    if (!known || untilOf(known, numbers) < untilOf(entry, numbers)) latest.set(number, entry);
  }
  return latest;
}

function* tooEarly(
  holding: Holding,
  number: LentNumber,
  last: Last,
  numbers: NumbersView,
): Iterable<Violation> {
  const until = untilOf(last, numbers);
  if (holding.from > until) return;
  const why = {
    en: `${formatLentNumber(number)} was ${last.usage} for ${last.who ?? 'a holder from before'} to ${last.to} and is in quarantine to ${until}, since its callers may still dial it`,
    ja: `${formatLentNumber(number)} は ${last.to} まで ${last.who ?? '以前の利用者'} が ${last.usage} で使っており、かけてくる人がまだいるかもしれないため ${until} まで隔離期間です`,
  };
  const action = {
    en: `choose another number, or start on ${addDays(until, 1)} or later`,
    ja: `別の番号を選ぶか、利用開始日を ${addDays(until, 1)} 以降にしてください`,
  };
  yield at(holding.tenant.source, [...holding.assignment.path, 'number'], why, action);
}

function untilOf({ usage, to }: Last, numbers: NumbersView): LocalDate {
  return addDays(to, numbers.quarantineDays[usage]);
}
