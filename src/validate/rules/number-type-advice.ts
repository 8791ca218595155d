import { ADVICE_CAVEAT, adviseNumber } from '../../domain/number-advice.ts';
import { at, type Rule } from '../rule.ts';

/** The company's advice on 03 or 050, where a file does otherwise: no mistake, but worth a word with the tenant. */
export const numberTypeAdvice: Rule = {
  code: 'number-type-advice',
  severity: 'warning',
  *check({ tenants, date }) {
    for (const { source, address, numbers, contract } of tenants) {
      for (const { path, type, kind, usage, forwardedFrom, ends = contract.ends } of numbers) {
        if (!type || !usage || kind === 'fax' || (ends && ends < date)) continue;
        const line = forwardedFrom?.line;
        const advice = adviseNumber(usage, { ...(address ? { address } : {}), ...(line ? { line } : {}) });
        if (!advice || advice.type === type) continue;
        const why = {
          en: `${advice.type} would be advised, since ${advice.why.en}`,
          ja: `${advice.type} をお勧めします。${advice.why.ja}`,
        };
        yield at(source, [...path, 'type'], why, {
          en: `see that the tenant wants ${type}; ${ADVICE_CAVEAT.en}`,
          ja: `契約会社が ${type} を希望していることを確かめてください。${ADVICE_CAVEAT.ja}`,
        });
      }
    }
  },
};
