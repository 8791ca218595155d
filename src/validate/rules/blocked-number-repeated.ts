import { at, type Rule } from '../rule.ts';

/** With other hyphens, or with none, a number is the same. Which one it is stays unsaid: callers' numbers are personal data. */
export const blockedNumberRepeated: Rule = {
  code: 'blocked-number-repeated',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, blocked } of tenants) {
      const seen = new Set<string>();
      for (const { path, number } of blocked) {
        if (number === undefined) continue;
        if (seen.has(number))
          yield at(
            source,
            path,
            { en: 'this number is in the list already', ja: 'この番号はすでに一覧にあります' },
            { en: 'keep one of them', ja: '一つだけ残してください' },
          );
        seen.add(number);
      }
    }
  },
};
