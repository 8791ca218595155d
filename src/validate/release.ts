import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Holding } from './holding.ts';
import type { Side } from './rule.ts';

/**
 * The last day of the quarantine after a holding as it stood in `side`. Whoever still held the number on `date` holds it at least until
 * then, whatever is written afterwards: its calls went there.
 *
 * @param end the last day of use that counts; undefined: the holding's own
 * @returns undefined where it has no end
 */
export function quarantineEnd(
  holding: Holding,
  side: Side,
  end: LocalDate | undefined = holding.to,
): LocalDate | undefined {
  const usage = holding.assignment.usage;
  if (end === undefined) return undefined;
  return usage ? addDays(end, side.numbers?.quarantineDays[usage] ?? 0) : end;
}

export function quarantineOver(holding: Holding, side: Side, date: LocalDate): boolean {
  const end = quarantineEnd(holding, side);
  // A start to come has had no callers yet.
  return holding.from > date || (end !== undefined && end < date);
}
