import { overlap } from '../domain/interval.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Holding } from './holding.ts';
import { quarantineEnd, quarantineOver } from './release.ts';
import type { ChangeContext } from './rule.ts';

/** A line of another tenant after a change, that would get the calls of the old holder. */
export interface Move {
  next: Holding;
  /** The last day of the old holder's quarantine. */
  until: LocalDate;
}

/** Where a change gives the number of `old`, which is of `base`, to others while it is lent or in quarantine. */
export function movesOf(old: Holding, { base, head, date }: ChangeContext): Move[] {
  if (quarantineOver(old, base, date)) return [];
  const after = head.holdings.get(old.number) ?? [];
  const kept = after.find((h) => h.tenant.fileId === old.tenant.fileId && h.from <= old.from);
  const until = quarantineEnd(old, base, lastDay(old, kept, date));
  if (until === undefined) return [];
  const before = base.holdings.get(old.number) ?? [];
  return after
    .filter(
      (next) =>
        next.tenant.fileId !== old.tenant.fileId &&
        next.from <= until &&
        !(next.to !== undefined && next.to < old.from) &&
        !seenBefore(next, before) &&
        !(kept && reportedByItself(kept, next, quarantineEnd(kept, head))),
    )
    .map((next) => ({ next, until }));
}

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
  return overlap(kept, next) || (kept.from <= next.from && (until === undefined || next.from <= until));
}

/** Base had it too, for every day: an earlier change is to blame. A line that only begins on the same day may have lost its end. */
function seenBefore(next: Holding, before: readonly Holding[]): boolean {
  return before.some(
    (h) =>
      h.tenant.fileId === next.tenant.fileId &&
      h.from <= next.from &&
      (h.to === undefined || (next.to !== undefined && next.to <= h.to)),
  );
}
