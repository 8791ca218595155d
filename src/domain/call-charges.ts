import type { ForwardingLine, NumberType } from './lent-number.ts';

/** Yen for three minutes, tax included; two prices where it is only known between which it lies. */
export interface CallCharge {
  from: number;
  to: number;
  /** Depends on the carrier. */
  about?: true;
}

const MINUTES = 3;

const exactly = (yen: number): CallCharge => ({ from: yen, to: yen });
const TO_03: CallCharge = { ...exactly(8), about: true };
const TO_050: CallCharge = { from: 10, to: 12, about: true };

/**
 * What a forwarding tenant pays its carrier for calls on to a lent number. NTT East and West charge one rate nationwide and all day since
 * 2024-01-01; the others are what the company tells its customers. Between NTT Communications' 050 numbers, which ours are, calls are free.
 */
const CHARGES: Record<ForwardingLine, Partial<Record<NumberType, CallCharge>>> = {
  'ntt-fixed': { '03': exactly(9.35), '050': exactly(11.55) },
  optical: { '03': TO_03, '050': TO_050 },
  'ip-phone': { '03': TO_03, '050': TO_050 },
  'ntt-com-050': { '050': exactly(0) },
  other: { '050': TO_050 },
};

/** undefined: the company knows no price. */
export function callCharge(line: ForwardingLine, type: NumberType): CallCharge | undefined {
  return CHARGES[line][type];
}

/** What so many calls of so many minutes cost, in whole yen; each three minutes that have begun count. */
export function chargesOf({ from, to, ...rest }: CallCharge, calls: number, minutes: number): CallCharge {
  const units = calls * Math.max(1, Math.ceil(minutes / MINUTES));
  // Hundredths, since 9.35 is no binary number.
  const yen = (rate: number) => Math.ceil((Math.round(rate * 100) * units) / 100);
  return { ...rest, from: yen(from), to: yen(to) };
}
