import { ENDING_METHODS, METHODS_END } from '../../domain/identity-method.ts';
import { at, type Rule } from '../rule.ts';

/** Some remote methods end on 2027-04-01 (revised rules of 犯罪収益移転防止法; to be confirmed by counsel). */
export const identityMethodEnding: Rule = {
  code: 'identity-method-ending',
  severity: 'warning',
  *check({ tenants, date }) {
    for (const { source, contract } of tenants) {
      const method = contract.identityCheck?.method;
      if (!method || !ENDING_METHODS.has(method) || (contract.ends && contract.ends < date)) continue;
      const why = {
        en: `the method ${method} is not allowed from ${METHODS_END} on`,
        ja: `本人確認の方法 ${method} は ${METHODS_END} から使えなくなります`,
      };
      yield at(source, ['contract', 'identityCheck', 'method'], why, {
        en: 'use another method for checks from that day on',
        ja: 'その日からは別の方法で確認してください',
      });
    }
  },
};
