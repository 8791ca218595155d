import type { NodeName, OperatorId } from '../../domain/ids.ts';
import type { LentNumber } from '../../domain/lent-number.ts';
import type { SecretRef } from '../../model/stack.ts';
import { DIGITS, ID, SECRET } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/** Text of an edge's files: Kamailio's configuration, its lists, and tables of db_text, where a colon parts columns. */
export type Kamailio = Safe<'kamailio'>;

const { trust, only, join, tag } = writer('kamailio');

export const kamailio = {
  /** Literal text and safe values. */
  text: tag,
  join,
  id: only(ID, 'an id') as (id: OperatorId) => Kamailio,
  number: only(DIGITS, 'a number') as (number: LentNumber) => Kamailio,
  /** An IPv4 or IPv6 address, without a network's bits. */
  address: only(/^[0-9a-fA-F:.]{2,45}$/, 'an address'),
  /** What an operator dials: *61. */
  code: only(/^\*\d{2}$/, 'a code'),
  day: only(/^\d{8}$/, 'a day'),
  /** A machine's name as a word that can be defined. */
  word: (name: NodeName) => only(/^[A-Za-z0-9_]{1,64}$/, 'a word')(definedWord(name)),
  /** The agent puts the secret in its place when it writes the file on the edge. */
  secret: only(SECRET, 'a reference to a secret') as (secret: SecretRef) => Kamailio,
  integer(value: number): Kamailio {
    if (!Number.isSafeInteger(value) || value < 0) throw new UnsafeTextError('not a whole number');
    return trust(String(value));
  },
};

/** A machine's name where a hyphen cannot stand: the agent defines the word of its own edge. */
export function definedWord(name: NodeName): string {
  return name.replaceAll('-', '_');
}
