import { callCharge } from '../../domain/call-charges.ts';
import { FORWARDING_LINES, formatLentNumber } from '../../domain/lent-number.ts';
import type { LentNumberAssignment, Tenant } from '../../model/tenant.ts';
import { type Circumstances, forwardingNumbers, type PaperValues } from '../paper.ts';
import { chargeWords, dayWords, LINE_NAMES } from '../words.ts';
import { headOf } from './common.ts';

/** 電話転送の設定のご案内: the number that the customer registers itself, in which ways, what it costs, and what has to be done at the end. */
export function forwardingValues(tenant: Tenant, circumstances: Circumstances): PaperValues {
  const numbers = forwardingNumbers(tenant, circumstances.date);
  const types = [...new Set(numbers.map((n) => n.type))].sort();
  const lines = new Set(numbers.map((n) => n.forwardedFrom?.line));
  return {
    ...headOf('forwarding', tenant, circumstances),
    numbers: numbers.map(numberValues),
    ntt: [...lines].some((line) => line === 'ntt-fixed' || line === 'optical'),
    types,
    charges: FORWARDING_LINES.map((line) => ({
      line: LINE_NAMES[line],
      own: lines.has(line),
      prices: types.map((type) => chargeWords(callCharge(line, type))),
    })),
  };
}

function numberValues({
  number,
  type,
  kind,
  forwardedFrom,
  starts,
  ends,
}: LentNumberAssignment): PaperValues {
  return {
    number: formatLentNumber(number),
    fax: kind === 'fax',
    from: forwardedFrom === undefined ? null : hyphens(forwardedFrom.number),
    line: forwardedFrom === undefined ? null : LINE_NAMES[forwardedFrom.line],
    charge: forwardedFrom === undefined ? null : chargeWords(callCharge(forwardedFrom.line, type)),
    starts: dayWords(starts),
    ends: ends === undefined ? null : dayWords(ends),
  };
}

/** 11 digits are grouped by their head; where an area code ends in 10 is not told by the number, so that these stay together but for 03 and 06. */
function hyphens(number: string): string {
  const head = number.length === 11 ? 3 : /^0[36]/.test(number) ? 2 : 0;
  return head === 0 ? number : `${number.slice(0, head)}-${number.slice(head, -4)}-${number.slice(-4)}`;
}
