import { formatLentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Holding } from '../holding.ts';
import { quarantineOver } from '../release.ts';
import type { ChangeRule } from '../rule.ts';

/**
 * The line of a number stays in its tenant's file until the quarantine is over, as the file does: deleted instead of ended, the
 * number would look free.
 */
export const numberRemovedTooEarly: ChangeRule = {
  code: 'number-removed-too-early',
  severity: 'error',
  *check({ base, head, date }) {
    const files = new Map(head.tenants.map((t) => [t.fileId, t]));
    for (const [number, before] of base.holdings) {
      const after = head.holdings.get(number) ?? [];
      for (const old of before) {
        const tenant = files.get(old.tenant.fileId);
        if (!tenant || quarantineOver(old, base, date)) continue;
        // number-moved-without-release speaks of it.
        if (after.some((h) => h.tenant.fileId !== old.tenant.fileId)) continue;
        if (after.some((h) => keeps(h, old, date))) continue;
        yield {
          file: tenant.source.file,
          at: tenant.source.keyAt(['numbers']),
          message: `${formatLentNumber(number)} was taken out, but is still lent or in quarantine on ${date}`,
          action: 'bring its line back and end it (ends), and take it out once the quarantine is over',
        };
      }
    }
  },
};

/** Whether a line of the same tenant still says what the quarantine of `old` is derived from. */
function keeps(line: Holding, old: Holding, date: LocalDate): boolean {
  if (old.to === undefined || old.to >= date) return true;
  return (
    line.assignment.usage === old.assignment.usage &&
    line.from <= old.to &&
    (line.to === undefined || line.to >= old.to)
  );
}
