import type { Digest, OperatorId, PoolId, TenantId } from '../../domain/ids.ts';
import { formatIntervals, type Interval } from '../../domain/interval.ts';
import type { LentNumber } from '../../domain/lent-number.ts';
import { DIGEST, DIGITS, ID } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/**
 * Text of the dialplan. There is no way in for free text, escaped or not: a semicolon begins a comment, `${…}` and `$[…]` are
 * evaluated while a call runs, and a line break can open a section. Names and greetings are looked up in AstDB instead.
 */
export type Dialplan = Safe<'dialplan'>;

const { trust, only, tag } = writer('dialplan');

/** Lines of 8,192 bytes and more are skipped by Asterisk with a mere warning. */
export const MAX_LINE_BYTES = 8_191;

export const dialplan = {
  /** Literal text and safe values. */
  text: tag,
  id: only(ID, 'an id') as (id: TenantId | PoolId | OperatorId) => Dialplan,
  number: only(DIGITS, 'digits') as (number: LentNumber) => Dialplan,
  digest: only(DIGEST, 'a digest') as (digest: Digest) => Dialplan,
  /** Eight hexadecimal characters: a version of the library. */
  version: only(/^[0-9a-f]{8}$/, 'a version'),
  /** A word of our own code: the name of an announcement. */
  word: only(/^[a-z]+(?:-[a-z]+)*$/, 'a word'),
  /** What an operator dials: *61. */
  code: only(/^\*\d{2}$/, 'a code'),
  /** Eight digits: 20261231. */
  day: only(/^\d{8}$/, 'a day'),
  /** Seconds, or a cause. */
  integer(value: number): Dialplan {
    if (!Number.isSafeInteger(value) || value < 0) throw new UnsafeTextError('not a whole number');
    return trust(String(value));
  },
  /** The holders of a number, as the library takes them apart. */
  intervals(intervals: readonly Interval[]): Dialplan {
    return only(/^[a-z0-9:&-]+$/, 'intervals')(formatIntervals(intervals));
  },
};
