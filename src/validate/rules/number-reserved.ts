import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import { at, type Rule } from '../rule.ts';

/** Numbers that are kept back, such as test lines, are lent to nobody. */
export const numberReserved: Rule = {
  code: 'number-reserved',
  severity: 'error',
  *check({ holdings, numbers }) {
    const seen = new Set<LentNumber>();
    for (const { number, path } of numbers?.reserved ?? []) {
      if (seen.has(number)) continue;
      seen.add(number);
      for (const { tenant, assignment } of holdings.get(number) ?? []) {
        const { line } = numbers?.source.at(path) ?? { line: 1 };
        const why = {
          en: `${formatLentNumber(number)} is kept back (${numbers?.source.file}:${line})`,
          ja: `${formatLentNumber(number)} は貸し出さない番号です（${numbers?.source.file}:${line}）`,
        };
        yield at(tenant.source, [...assignment.path, 'number'], why, {
          en: 'choose another number',
          ja: '別の番号を選んでください',
        });
      }
    }
  },
};
