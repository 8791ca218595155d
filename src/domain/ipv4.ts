/** A network of IPv4 addresses; both numbers unsigned. */
export interface Ipv4Network {
  first: number;
  /** How many bits all its addresses share. */
  bits: number;
}

/** A network as people write it; an address alone is a network of one. The text has the form that the schema asks for. */
export function ipv4Network(text: string): Ipv4Network {
  const [address = '', bits = '32'] = text.split('/');
  const network = { first: ipv4(address), bits: Number(bits) };
  return { ...network, first: network.first - (network.first % sizeOf(network)) };
}

export function ipv4Text({ first, bits }: Ipv4Network): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join('.')}/${bits}`;
}

/** The n-th (from 0) of the equal parts that share `bits` bits. */
export function subnetOf(network: Ipv4Network, bits: number, n: number): Ipv4Network {
  const part = { first: network.first + n * 2 ** (32 - bits), bits };
  if (bits < network.bits || n < 0 || !holds(network, part))
    throw new RangeError(`no subnet ${n} of ${bits} bits in ${ipv4Text(network)}`);
  return part;
}

/** Whether all addresses of one network are in another. */
export function holds(network: Ipv4Network, other: Ipv4Network): boolean {
  return other.bits >= network.bits && other.first - (other.first % sizeOf(network)) === network.first;
}

/** A network in the one way of writing it: `192.0.2.7/24` is `192.0.2.0/24`. */
export function canonicalNetwork(text: string): string {
  return ipv4Text(ipv4Network(text));
}

function ipv4(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

function sizeOf({ bits }: Ipv4Network): number {
  return 2 ** (32 - bits);
}
