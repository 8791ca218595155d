import type { PersonId, TenantId } from '../../domain/ids.ts';
import type { SecretRef } from '../../model/stack.ts';
import { nextHop } from './next-hop.ts';
import { HOST, ID, SECRET } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/**
 * Text of a lookup table, one `key value` a line. There is no quoting in the file: a line that begins with white space continues
 * the one before, `#` begins a comment, a comma parts addresses. What an address cannot be made of is refused.
 */
export type PostfixMap = Safe<'postfix-map'>;

const { trust, join, tag } = writer('postfix-map');

/** RFC 5321's atom characters and full stops; the local part needs no quotes where the stops part atoms. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
/** A colon would end it. */
const USER = /^[A-Za-z0-9._+@=/-]{1,128}$/;
const DOT_ATOM = /^[^.]+(?:\.[^.]+)*$/;

export const postfixMap = {
  /** Literal text and safe values. */
  text: tag,

  /** `<tenant>[+<person>]@<domain>`: a report address, or the one that leads to the Chatwork gateway. */
  report(tenant: TenantId, person: PersonId | undefined, domain: string): PostfixMap {
    if (!ID.test(tenant) || (person !== undefined && !ID.test(person)) || !HOST.test(domain))
      throw new UnsafeTextError('not a report address: refused in postfix-map');
    return trust(`${tenant}${person === undefined ? '' : `+${person}`}@${domain}`);
  },

  /**
   * A customer's address. Old mobile addresses such as a..b@docomo.ne.jp break RFC 5321's rule for full stops; they are
   * delivered with the local part in quotes, which every server takes.
   */
  recipient(address: string): PostfixMap {
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at);
    const domain = address.slice(at + 1);
    if (at < 1 || !LOCAL.test(local) || !HOST.test(domain))
      throw new UnsafeTextError('not a mail address: refused in postfix-map');
    return trust(`${DOT_ATOM.test(local) ? local : `"${local}"`}@${domain}`);
  },

  nextHop: (hop: { host: string; port: number }): PostfixMap => trust(nextHop(hop)),

  /** What a relay is shown. The agent puts the secret in the reference's place. */
  login(user: string, password: SecretRef): PostfixMap {
    if (!USER.test(user) || !SECRET.test(password))
      throw new UnsafeTextError('not a user and a reference: refused in postfix-map');
    return trust(`${user}:${password}`);
  },

  /** Several recipients of one key. */
  list: (addresses: readonly PostfixMap[]): PostfixMap => join(addresses, ', '),
};
