import { type LentNumber, type NumberKind, type NumberType, numberType } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { NumberInventory } from './number-inventory.ts';

/** What a new tenant wants of a number. */
export interface WantedNumber {
  type?: NumberType;
  kind: NumberKind;
  /** Its first day. */
  starts: LocalDate;
}

/**
 * Numbers that can be lent for good from a day on, in the order of the blocks: nobody holds them then or will, none is kept back or in quarantine.
 * Lazy: who wants one looks at few.
 */
export function* freeNumbers(
  inventory: NumberInventory,
  { type, kind, starts }: WantedNumber,
): Generator<LentNumber> {
  for (const number of inventory.numbers()) {
    if (type !== undefined && numberType(number) !== type) continue;
    if (!inventory.blockOf(number)?.kinds.includes(kind)) continue;
    if (inventory.stateOf(number, starts).state === 'available') yield number;
  }
}
