import { type Interval, overlap, parseIntervals } from '../../domain/interval.ts';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { DialplanEntry } from '../conf/dialplan.ts';

/** The intervals in a line `Set(DW_ROW=…)` of the context dw-numbers; undefined for any other line. */
export function rowOf(entry: Pick<DialplanEntry, 'context' | 'does'>): Interval[] | undefined {
  const row = entry.context === 'dw-numbers' ? /^Set\(DW_ROW=(.*)\)$/.exec(entry.does)?.[1] : undefined;
  if (row === undefined) return undefined;
  const parsed = parseIntervals(row);
  return parsed.ok ? parsed.value : undefined;
}

/**
 * Refuses two owners of one number on one day: their calls would be answered in the wrong company's name, and nothing else in
 * the way of a call would notice. Validation refuses it too; this is the last place where it can be stopped.
 */
export function checkOwners(entries: Iterable<DialplanEntry>): void {
  for (const entry of entries) {
    if (entry.context !== 'dw-numbers' || !entry.does.startsWith('Set(')) continue;
    const intervals = rowOf(entry);
    if (!intervals) throw refusal(`${entry.item} of dw-numbers has no intervals that can be read`);
    const sorted = intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    for (const [i, later] of sorted.entries()) {
      const earlier = sorted[i - 1];
      if (earlier && overlap(earlier, later)) {
        throw refusal(
          `${entry.item} of dw-numbers has two owners on ${later.from}: ${earlier.tenant} and ${later.tenant}`,
        );
      }
    }
  }
}

function refusal(why: string): Problem {
  return new Problem(
    'two-owners',
    same(why),
    same('Mend the tenants’ files, then apply again. The node keeps what it has.'),
  );
}
