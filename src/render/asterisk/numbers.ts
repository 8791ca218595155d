import { formatIntervals, type Interval, MAX_ROW_BYTES } from '../../domain/interval.ts';
import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import { Problem } from '../../domain/problem.ts';
import { intervalsOf } from '../../model/build-numbers.ts';
import type { Tenant } from '../../model/tenant.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { dialplan } from '../writers/dialplan.ts';

/** numbers.conf: one extension a lent number. */
export function numbersFile(tenants: readonly Tenant[]): RenderedFile {
  const numbers = [...intervalsOf(tenants)].map(([number, intervals]) => ({
    number: dialplan.number(number),
    intervals: dialplan.intervals(checked(number, intervals)),
  }));
  return renderedFile('asterisk/numbers.conf', fill('asterisk/numbers.conf', { numbers }));
}

function checked(number: LentNumber, intervals: readonly Interval[]): readonly Interval[] {
  const bytes = formatIntervals(intervals).length;
  if (bytes > MAX_ROW_BYTES)
    throw new Problem(
      'number-holders-too-many',
      {
        en: `${formatLentNumber(number)} has ${intervals.length} holders, ${bytes} bytes; a node reads ${MAX_ROW_BYTES}`,
        ja: `${formatLentNumber(number)} の利用者が ${intervals.length} 件で ${bytes} バイトあり、ノードが読むのは ${MAX_ROW_BYTES} バイトまでです`,
      },
      {
        en: 'delete the tenants whose quarantine is long over',
        ja: '隔離期間がとうに終わった契約会社を消してください',
      },
    );
  return intervals;
}
