import { atKey, type Rule } from '../rule.ts';

/** A displayed number is dialled itself; a line that forwards to it means that one of the two is a mistake. */
export const forwardedFromNotAllowed: Rule = {
  code: 'forwarded-from-not-allowed',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers } of tenants) {
      for (const { path, usage, forwardedFrom } of numbers) {
        if (usage !== 'displayed' || !forwardedFrom) continue;
        const why = {
          en: 'the number is displayed, and callers dial it themselves: nothing forwards to it',
          ja: '利用方法が番号表記利用で、番号は直接かけられるため、転送元はありません',
        };
        yield atKey(source, [...path, 'forwardedFrom'], why, {
          en: 'take forwardedFrom away, or write forwarding',
          ja: 'forwardedFrom を消すか、forwarding としてください',
        });
      }
    }
  },
};
