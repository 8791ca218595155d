import type { CallerNumber } from '../domain/caller-number.ts';
import type { LentNumber, NationalNumber } from '../domain/lent-number.ts';

/** Whether a number is in a block, both ends included. Numbers of one length compare as text. */
export function inRange(
  block: { from: LentNumber; to: LentNumber },
  number: LentNumber | NationalNumber | CallerNumber,
): boolean {
  return number.length === block.from.length && block.from <= number && number <= block.to;
}
