import { at, type Rule } from '../rule.ts';

/** One account, one role: of two it is not known which counts. */
export const chatworkMemberDuplicate: Rule = {
  code: 'chatwork-member-duplicate',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, report } of tenants) {
      const seen = new Set<number>();
      for (const { path, accountId } of report.chatwork?.members ?? []) {
        if (accountId === undefined) continue;
        if (seen.has(accountId)) {
          yield at(
            source,
            [...path, 'accountId'],
            {
              en: `account ${accountId} is a member twice`,
              ja: `アカウント ${accountId} が参加者に二度書かれています`,
            },
            { en: 'keep one of them', ja: '一つだけ残してください' },
          );
        }
        seen.add(accountId);
      }
    }
  },
};
