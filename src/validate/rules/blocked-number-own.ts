import { at, type Rule } from '../rule.ts';

/** A line that forwards may show its own number in place of the caller's: blocked, nobody would get through by it any more. */
export const blockedNumberOwn: Rule = {
  code: 'blocked-number-own',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers, blocked } of tenants) {
      const own = new Set<string>(numbers.flatMap(({ forwardedFrom }) => forwardedFrom?.number ?? []));
      for (const { path, number } of blocked) {
        if (number === undefined || !own.has(number)) continue;
        const why = {
          en: 'this is the tenant’s own line that forwards to us, and with it all of its callers would be refused',
          ja: 'これは当社へ転送する契約会社自身の回線で、着信拒否にすると、かけてきた人全員が断られます',
        };
        yield at(source, path, why, { en: 'take it out of the list', ja: '一覧から外してください' });
      }
    }
  },
};
