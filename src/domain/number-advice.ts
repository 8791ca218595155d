import type { Text } from './language.ts';
import type { ForwardingLine, NumberType, UsageMode } from './lent-number.ts';
import { inTokyoWards, outsideTokyoWards } from './tokyo-wards.ts';

/** Which type of number to lend, and why. */
export interface NumberAdvice {
  type: NumberType;
  why: Text;
}

/** Numbers on which a customer can hear both types; the sound is the same. Source: the company's guide. */
export const TEST_LINES: Record<NumberType, string> = { '03': '0120-170-335', '050': '0120-170-336' };

/** Goes with every advice: what a call costs depends on the tenant's own contract. */
export const ADVICE_CAVEAT = {
  en: 'the contract of the tenant’s own line decides what a call costs',
  ja: '通話料は契約会社自身の回線の契約によります',
};

/**
 * The company's advice on 03 or 050. Displayed: an address inside Tokyo's 23 wards, 03; elsewhere 050. Forwarding: a 050 line of NTT
 * Communications, 050 (calls between them are free of charge); any other line, 03.
 *
 * @returns undefined where what the advice follows from is not known
 */
export function adviseNumber(
  usage: UsageMode,
  { address, line }: { address?: string; line?: ForwardingLine },
): NumberAdvice | undefined {
  if (usage === 'displayed') {
    if (address === undefined) return undefined;
    if (inTokyoWards(address))
      return {
        type: '03',
        why: { en: 'the address is inside Tokyo’s 23 wards', ja: '所在地が東京 23 区内だからです' },
      };
    return outsideTokyoWards(address)
      ? {
          type: '050',
          why: { en: 'the address is outside Tokyo’s 23 wards', ja: '所在地が東京 23 区外だからです' },
        }
      : undefined;
  }
  if (line === undefined) return undefined;
  return line === 'ntt-com-050'
    ? {
        type: '050',
        why: {
          en: 'calls from a 050 line of NTT Communications to ours are free',
          ja: 'NTTコミュニケーションズの 050 回線から当社の 050 への通話は無料だからです',
        },
      }
    : {
        type: '03',
        why: {
          en: 'from this line calls to 03 cost less than to 050',
          ja: 'この回線からは 050 より 03 への通話のほうが安いからです',
        },
      };
}
