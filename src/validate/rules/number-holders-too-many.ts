import { formatIntervals, type Interval, MAX_ROW_BYTES } from '../../domain/interval.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import type { Holding } from '../holding.ts';
import { at, type Rule } from '../rule.ts';

/** Holders of which no row is too long, however long their ids are: most numbers need not be measured. */
const ALWAYS_FEW = 40;

/** Asterisk reads one row of holders for each number, as far as a variable goes: the holder of today, who comes last, would be lost. */
export const numberHoldersTooMany: Rule = {
  code: 'number-holders-too-many',
  severity: 'error',
  *check({ holdings }) {
    for (const [number, list] of holdings) {
      const latest = list.at(-1);
      if (!latest || list.length <= ALWAYS_FEW) continue;
      const bytes = formatIntervals(list.map(intervalOf)).length;
      if (bytes <= MAX_ROW_BYTES) continue;
      const why = {
        en: `${formatLentNumber(number)} has been lent ${list.length} times, which takes ${bytes} bytes; a node reads ${MAX_ROW_BYTES}`,
        ja: `${formatLentNumber(number)} はこれまで ${list.length} 回貸し出されており、${bytes} バイトになります。ノードが読むのは ${MAX_ROW_BYTES} バイトまでです`,
      };
      const action = {
        en: 'delete the lines and the tenants whose quarantine is long over',
        ja: '隔離期間がとうに終わった行や契約会社を消してください',
      };
      yield at(latest.tenant.source, [...latest.assignment.path, 'number'], why, action);
    }
  },
};

function intervalOf({ tenant, assignment, from, to }: Holding): Interval {
  return {
    tenant: tenant.fileId as Interval['tenant'],
    usage: assignment.usage ?? 'forwarding',
    kind: assignment.kind ?? 'phone',
    from,
    ...(to ? { to } : {}),
  };
}
