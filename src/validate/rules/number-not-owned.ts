import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import { inRange } from '../in-range.ts';
import { at, type Rule } from '../rule.ts';

/** Only numbers of our own blocks can be lent, kept back or have been released: calls to any other never reach us. */
export const numberNotOwned: Rule = {
  code: 'number-not-owned',
  severity: 'error',
  *check({ tenants, numbers }) {
    if (!numbers) return;
    const owned = (n: LentNumber): boolean => numbers.blocks.some((b) => inRange(b, n));
    const why = (n: LentNumber) => ({
      en: `${formatLentNumber(n)} is in none of our number blocks`,
      ja: `${formatLentNumber(n)} は当社のどの番号帯にもありません`,
    });
    const action = {
      en: `choose a number of a block in ${numbers.source.file}, or add the block there once it is ours`,
      ja: `${numbers.source.file} にある番号帯の番号を選ぶか、保有してから番号帯をそこに加えてください`,
    };
    for (const { source, numbers: assignments } of tenants) {
      for (const { path, number } of assignments) {
        if (number && !owned(number)) yield at(source, [...path, 'number'], why(number), action);
      }
    }
    for (const { path, number } of [...numbers.released, ...numbers.reserved]) {
      if (!owned(number)) yield at(numbers.source, [...path, 'number'], why(number), action);
    }
  },
};
