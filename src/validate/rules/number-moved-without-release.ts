import { formatLentNumber } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Holding } from '../holding.ts';
import { quarantineEnd, quarantineOver } from '../release.ts';
import { at, type ChangeRule } from '../rule.ts';

/**
 * A number goes from one tenant to another only through its end and its quarantine. The state after a change may look clean where
 * the line of the old holder was deleted or its end dated back; before the change its calls still went there.
 */
export const numberMovedWithoutRelease: ChangeRule = {
  code: 'number-moved-without-release',
  severity: 'error',
  *check({ base, head, date }) {
    for (const [number, before] of base.holdings) {
      const after = head.holdings.get(number) ?? [];
      for (const old of before) {
        if (quarantineOver(old, base, date)) continue;
        const kept = after.find((h) => h.tenant.fileId === old.tenant.fileId && h.from <= old.from);
        const until = quarantineEnd(old, base, lastDay(old, kept, date));
        if (until === undefined) continue;
        for (const next of after) {
          if (next.tenant.fileId === old.tenant.fileId || next.from > until || seenBefore(next, before))
            continue;
          if (kept && reportedByItself(kept, next, quarantineEnd(kept, head))) continue;
          const why = `${formatLentNumber(number)} was ${old.tenant.fileId}’s until now, and is in quarantine to ${until}`;
          const action = `end it for ${old.tenant.fileId} and start here on ${addDays(until, 1)} or later, or choose another number`;
          yield at(next.tenant.source, [...next.assignment.path, 'number'], why, action);
        }
      }
    }
  },
};

/** The day to which the old holder's calls went: what head says, but not before yesterday where base still had it on `date`. */
function lastDay(old: Holding, kept: Holding | undefined, date: LocalDate): LocalDate | undefined {
  if (old.to !== undefined && old.to < date) return old.to;
  const yesterday = addDays(date, -1);
  const end = kept?.to;
  if (kept && end === undefined) return undefined;
  return end !== undefined && end > yesterday ? end : yesterday;
}

/** number-assigned-twice or number-in-quarantine speak of it, since head alone shows it. */
function reportedByItself(kept: Holding, next: Holding, until: LocalDate | undefined): boolean {
  return kept.from <= next.from && (until === undefined || next.from <= until);
}

function seenBefore(next: Holding, before: readonly Holding[]): boolean {
  return before.some((h) => h.tenant.fileId === next.tenant.fileId && h.from === next.from);
}
