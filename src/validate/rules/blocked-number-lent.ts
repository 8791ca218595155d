import { inRange } from '../in-range.ts';
import { at, type Rule } from '../rule.ts';

/** No call comes from a lent number. In the list of those who may not call it is a slip: the number that was meant still gets through. */
export const blockedNumberLent: Rule = {
  code: 'blocked-number-lent',
  severity: 'error',
  *check({ tenants, numbers }) {
    if (!numbers) return;
    for (const { source, blocked } of tenants) {
      for (const { path, number } of blocked) {
        if (number === undefined || !numbers.blocks.some((block) => inRange(block, number))) continue;
        const why = {
          en: 'this is one of the numbers that we lend, and from those nobody can call',
          ja: 'これは当社が貸し出す番号で、そこから電話をかけることはできません',
        };
        yield at(source, path, why, {
          en: 'write the number of whoever called',
          ja: 'かけてきた相手の番号を書いてください',
        });
      }
    }
  },
};
