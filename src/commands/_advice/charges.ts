import { type CallCharge, callCharge, chargesOf } from '../../domain/call-charges.ts';
import type { Text } from '../../domain/language.ts';
import type { ForwardingLine, NumberType } from '../../domain/lent-number.ts';

/** What calls on to a number of one type cost a forwarding tenant. */
export interface Charges {
  type: NumberType;
  /** Yen for three minutes; absent: no price is known. */
  perThreeMinutes?: CallCharge;
  /** Yen a month for the calls that were asked about. */
  perMonth?: CallCharge;
}

export function chargesFor(line: ForwardingLine, calls: number | undefined, minutes: number): Charges[] {
  return (['03', '050'] as const).map((type) => {
    const charge = callCharge(line, type);
    if (!charge) return { type };
    const perMonth = calls === undefined ? {} : { perMonth: chargesOf(charge, calls, minutes) };
    return { type, perThreeMinutes: charge, ...perMonth };
  });
}

export function chargeText({ type, perThreeMinutes, perMonth }: Charges, calls = 0, minutes = 3): Text {
  if (!perThreeMinutes) {
    return {
      en: `To ${type}: no price is known; ask the carrier of the line.`,
      ja: `${type} へ: 料金が分かりません。回線の通信事業者に確かめてください。`,
    };
  }
  const each = range(perThreeMinutes);
  const month = perMonth && range(perMonth);
  const monthEn = month ? `; ${calls} calls of ${minutes} minutes a month: ${month.en} yen` : '';
  const monthJa = month ? `、月に ${minutes} 分を ${calls} 回で${month.ja}円` : '';
  return {
    en: `To ${type}: ${each.en} yen for three minutes${monthEn}.`,
    ja: `${type} へ: 三分 ${each.ja}円${monthJa}。`,
  };
}

function range({ from, to, about }: CallCharge): Text {
  const shown = (yen: number) => yen.toLocaleString('en-US');
  const one = from === to;
  return {
    en: `${about ? 'about ' : ''}${one ? shown(from) : `${shown(from)} to ${shown(to)}`}`,
    ja: `${about ? '約 ' : ''}${one ? shown(from) : `${shown(from)} 〜 ${shown(to)}`} `,
  };
}
