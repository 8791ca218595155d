import { inRange } from '../in-range.ts';
import { at, type Rule } from '../rule.ts';

/** A lent number that is forwarded to a lent number: calls would go round in our own PBX, and lent numbers cannot call out. */
export const forwardedFromOwnNumber: Rule = {
  code: 'forwarded-from-own-number',
  severity: 'error',
  *check({ tenants, numbers }) {
    if (!numbers) return;
    for (const { source, numbers: assignments } of tenants) {
      for (const { path, forwardedFrom } of assignments) {
        const from = forwardedFrom?.number;
        if (!from || !numbers.blocks.some((b) => inRange(b, from))) continue;
        const why = {
          en: `${from} is one of our own numbers, which cannot forward`,
          ja: `${from} は当社の番号で、転送元にはなれません`,
        };
        yield at(source, [...path, 'forwardedFrom', 'number'], why, {
          en: 'write the number of the tenant’s own line',
          ja: '契約会社自身の回線の番号を書いてください',
        });
      }
    }
  },
};
