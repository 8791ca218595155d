import { formatLentNumber } from '../../domain/lent-number.ts';
import { addDays } from '../../domain/local-date.ts';
import { movesOf } from '../moves.ts';
import { at, type ChangeRule } from '../rule.ts';

/**
 * A number goes from one tenant to another only through its end and its quarantine. The state after a change may look clean where
 * the line of the old holder was deleted or its end dated back; before the change its calls still went there.
 */
export const numberMovedWithoutRelease: ChangeRule = {
  code: 'number-moved-without-release',
  severity: 'error',
  *check(context) {
    for (const [number, before] of context.base.holdings) {
      for (const old of before) {
        for (const { next, until } of movesOf(old, context)) {
          const why = {
            en: `${formatLentNumber(number)} was ${old.tenant.fileId}’s until now, and is in quarantine to ${until}`,
            ja: `${formatLentNumber(number)} はこれまで ${old.tenant.fileId} の番号で、${until} まで隔離期間です`,
          };
          const action = {
            en: `end it for ${old.tenant.fileId} and start here on ${addDays(until, 1)} or later, or choose another number`,
            ja: `${old.tenant.fileId} での利用を終わらせて、ここでは ${addDays(until, 1)} 以降に始めるか、別の番号を選んでください`,
          };
          yield at(next.tenant.source, [...next.assignment.path, 'number'], why, action);
        }
      }
    }
  },
};
