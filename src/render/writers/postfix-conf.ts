import type { ShardName } from '../../domain/ids.ts';
import type { SecretRef } from '../../model/stack.ts';
import { nextHop } from './next-hop.ts';
import { HOST, ID, NETWORK, SECRET } from './patterns.ts';
import { type Safe, UnsafeTextError, writer } from './safe.ts';

/** Text of main.cf and master.cf. `$name` would be expanded and a line that begins with white space continues the one before. */
export type PostfixConf = Safe<'postfix-conf'>;

const { trust, only, tag } = writer('postfix-conf');

export const postfixConf = {
  /** Literal text and safe values. */
  text: tag,
  id: only(ID, 'an id') as (shard: ShardName) => PostfixConf,
  domain: only(HOST, 'a domain'),
  /** IPv6 networks stand in brackets there. */
  network(network: string): PostfixConf {
    if (!NETWORK.test(network)) throw new UnsafeTextError('not a network: refused in postfix-conf');
    const [address = '', bits] = network.split('/');
    if (!address.includes(':')) return trust(network);
    return trust(bits === undefined ? `[${address}]` : `[${address}]/${bits}`);
  },
  /** The agent puts the secret in its place when it writes the file on the node. */
  secret: only(SECRET, 'a reference to a secret') as (secret: SecretRef) => PostfixConf,
  nextHop: (hop: { host: string; port: number }): PostfixConf => trust(nextHop(hop)),
};
