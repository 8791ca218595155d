import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import type { ReleasedView } from '../numbers-view.ts';
import { at, type Rule } from '../rule.ts';

/** A number has one last holder from before these files: of two entries it is not known which day and usage its quarantine follows. */
export const releasedRepeated: Rule = {
  code: 'released-repeated',
  severity: 'error',
  *check({ numbers }) {
    if (!numbers) return;
    const { source } = numbers;
    const seen = new Map<LentNumber, ReleasedView>();
    for (const entry of numbers.released) {
      const first = seen.get(entry.number);
      seen.set(entry.number, first ?? entry);
      if (!first) continue;
      const same = first.on === entry.on && first.usage === entry.usage;
      const { line } = source.at(first.path);
      const why = {
        en: `${formatLentNumber(entry.number)} is also released in line ${line}${same ? '' : `, as ${first.usage} on ${first.on}`}`,
        ja: `${formatLentNumber(entry.number)} は ${line} 行目にも${same ? '' : ` ${first.usage}、${first.on} として`}書かれています`,
      };
      yield at(source, [...entry.path, 'number'], why, {
        en: 'keep the one of its last holder',
        ja: '最後の利用者のものだけ残してください',
      });
    }
  },
};
