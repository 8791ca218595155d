import { formatLentNumber } from '../../domain/lent-number.ts';
import type { Holding } from '../holding.ts';
import { at, type Rule, type Violation } from '../rule.ts';

/**
 * A number has one holder on any day: with two, calls for one company would be answered in the name of another. Both places are
 * reported, since either may be the one that was just written.
 */
export const numberAssignedTwice: Rule = {
  code: 'number-assigned-twice',
  severity: 'error',
  *check({ holdings }) {
    for (const list of holdings.values()) {
      let longest: Holding | undefined;
      for (const holding of list) {
        if (longest && overlaps(longest, holding) && !twoModesOfOneTenant(longest, holding)) {
          yield violation(holding, longest);
          yield violation(longest, holding);
        }
        if (!longest || outlasts(holding, longest)) longest = holding;
      }
    }
  },
};

/** `a` does not begin after `b`. */
function overlaps(a: Holding, b: Holding): boolean {
  return a.to === undefined || b.from <= a.to;
}

function outlasts(a: Holding, b: Holding): boolean {
  return b.to !== undefined && (a.to === undefined || b.to < a.to);
}

/** Reported as usage-mode-conflict, which is what is wrong with it. */
function twoModesOfOneTenant(a: Holding, b: Holding): boolean {
  return a.tenant === b.tenant && a.assignment.usage !== b.assignment.usage;
}

function violation(here: Holding, there: Holding): Violation {
  const { line } = there.tenant.source.at([...there.assignment.path, 'number']);
  const number = formatLentNumber(here.number);
  const own = here.tenant === there.tenant;
  const place = `${there.tenant.source.file}:${line}`;
  const until = there.to === undefined ? 'without an end' : `to ${there.to}`;
  const span = there.to === undefined ? `${there.from} から期限なし` : `${there.from} から ${there.to} まで`;
  const why = {
    en: `${number} is also lent by ${own ? `line ${line} of this file` : place}, from ${there.from} ${until}`,
    ja: `${number} は ${own ? `このファイルの ${line} 行目` : place} でも貸し出されています（${span}）`,
  };
  return at(here.tenant.source, [...here.assignment.path, 'number'], why, {
    en: 'end one of them before the other, or choose another number',
    ja: '一方を他方の前に終わらせるか、別の番号を選んでください',
  });
}
