import type { OperatorId, PoolId } from '../../domain/ids.ts';
import type { Pool, SecretRef } from '../../model/stack.ts';
import { ID, NETWORK, SECRET } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/** Text of Asterisk's other files (`[section]`, `key = value`). No free text here either: a semicolon would begin a comment. */
export type AsteriskConf = Safe<'asterisk-conf'>;

const { trust, only, tag } = writer('asterisk-conf');

export const asteriskConf = {
  /** Literal text and safe values. */
  text: tag,
  id: only(ID, 'an id') as (id: OperatorId | PoolId) => AsteriskConf,
  /** A trunk's name: part of a section's name. */
  name: only(ID, 'a name'),
  address: only(NETWORK, 'an address or network'),
  /** The agent puts the secret in its place when it writes the file on the node. */
  secret: only(SECRET, 'a reference to a secret') as (secret: SecretRef) => AsteriskConf,
  word: only(/^[a-z]{1,16}$/, 'a word') as (word: Pool['strategy']) => AsteriskConf,
  integer(value: number): AsteriskConf {
    if (!Number.isSafeInteger(value) || value < 0) throw new UnsafeTextError('not a whole number');
    return trust(String(value));
  },
};
