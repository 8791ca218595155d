import { type CallCharge, callCharge, chargesOf } from '../../domain/call-charges.ts';
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

export function chargeText({ type, perThreeMinutes, perMonth }: Charges, calls = 0, minutes = 3): string {
  if (!perThreeMinutes) return `To ${type}: no price is known; ask the carrier of the line.`;
  const month = perMonth ? `; ${calls} calls of ${minutes} minutes a month: ${range(perMonth)} yen` : '';
  return `To ${type}: ${range(perThreeMinutes)} yen for three minutes${month}.`;
}

function range({ from, to, about }: CallCharge): string {
  const shown = (yen: number) => yen.toLocaleString('en-US');
  return `${about ? 'about ' : ''}${from === to ? shown(from) : `${shown(from)} to ${shown(to)}`}`;
}
