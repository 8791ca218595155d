import { formatLentNumber } from '../../domain/lent-number.ts';
import { KIND_NAMES } from '../../domain/number-words.ts';
import type { Tenant } from '../../model/tenant.ts';
import { type Circumstances, endingNumbers, type PaperValues } from '../paper.ts';
import { dayWords } from '../words.ts';
import { headOf } from './common.ts';

/** ご利用終了のご案内: what the customer has to do before which day, number by number. */
export function endValues(tenant: Tenant, circumstances: Circumstances): PaperValues {
  const numbers = endingNumbers(tenant);
  const { ends } = tenant.contract;
  const row = ({ number, kind, ends: last }: (typeof numbers)[number]) => ({
    number: formatLentNumber(number),
    kind: KIND_NAMES[kind],
    lastDay: dayWords(last),
  });
  return {
    ...headOf('end', tenant, circumstances),
    contractEnds: ends === undefined ? null : dayWords(ends),
    forwarding: numbers.filter((n) => n.usage === 'forwarding').map(row),
    displayed: numbers.filter((n) => n.usage === 'displayed').map(row),
    chatwork: tenant.report.channel === 'chatwork' && ends !== undefined,
  };
}
