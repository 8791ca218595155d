import { callCharge } from '../../domain/call-charges.ts';
import { CHATWORK_FEE, EXTRA_RECIPIENT_FEE, FREE_RECIPIENTS } from '../../domain/fees.ts';
import { FORWARDING_LINES, formatLentNumber } from '../../domain/lent-number.ts';
import { adviseNumber, TEST_LINES } from '../../domain/number-advice.ts';
import { USAGE_NAMES } from '../../domain/number-words.ts';
import type { LentNumberAssignment, Tenant } from '../../model/tenant.ts';
import { type Circumstances, numbersFrom, type PaperValues } from '../paper.ts';
import { chargeWords, LINE_NAMES, yenWords } from '../words.ts';
import { headOf } from './common.ts';

/** 番号と受電報告のお選び方: 03 or 050, forwarding or displayed, mail or Chatwork, with what is advised for this customer's answers. */
export function choosingValues(tenant: Tenant, circumstances: Circumstances): PaperValues {
  const { report, roster } = tenant;
  return {
    ...headOf('choosing', tenant, circumstances),
    advice: numbersFrom(tenant, circumstances.date)
      .filter(({ kind }) => kind === 'phone')
      .map((n) => adviceValues(tenant, n)),
    charges: FORWARDING_LINES.map((line) => [
      LINE_NAMES[line],
      chargeWords(callCharge(line, '03')),
      chargeWords(callCharge(line, '050')),
    ]),
    testLines: [
      ['03', TEST_LINES['03']],
      ['050', TEST_LINES['050']],
    ],
    channel: report.channel,
    people: roster.length,
    free: FREE_RECIPIENTS,
    extraFee: yenWords(EXTRA_RECIPIENT_FEE),
    chatworkFee: yenWords(CHATWORK_FEE),
  };
}

function adviceValues(
  { company }: Tenant,
  { number, usage, forwardedFrom }: LentNumberAssignment,
): PaperValues {
  const answers = {
    ...(company.address === undefined ? {} : { address: company.address }),
    ...(forwardedFrom === undefined ? {} : { line: forwardedFrom.line }),
  };
  const advice = adviseNumber(usage, answers);
  const why: Record<string, string> = {
    'displayed-03': '所在地が東京23区内のため',
    'displayed-050': '所在地が東京23区外のため',
    'forwarding-03': `転送元が${forwardedFrom ? LINE_NAMES[forwardedFrom.line] : ''}で、03への転送のほうが通話料を抑えやすいため`,
    'forwarding-050':
      '転送元がNTTコミュニケーションズの050番号で、当社の050番号への転送は通話料がかからないため',
  };
  return {
    number: formatLentNumber(number),
    usage: USAGE_NAMES[usage],
    answer:
      usage === 'forwarding'
        ? forwardedFrom
          ? LINE_NAMES[forwardedFrom.line]
          : ''
        : (company.address ?? '所在地は未確認'),
    type: advice?.type ?? null,
    why: advice === undefined ? '所在地を確かめてからご案内します' : (why[`${usage}-${advice.type}`] ?? ''),
  };
}
