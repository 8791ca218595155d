import { holds, type Ipv4Network, ipv4Network, subnetOf } from './ipv4.ts';

/** Bits of a zone's subnet: a sixteenth of the VPC's network, so that zones can be added without moving anything. */
export const SUBNET_BITS = 20;

/** Which zone has which subnet: the n-th zone the n-th. */
export function zoneSubnets(
  network: string,
  zones: readonly string[],
): { zone: string; subnet: Ipv4Network }[] {
  return zones.map((zone, n) => ({ zone, subnet: subnetOf(ipv4Network(network), SUBNET_BITS, n) }));
}

/** The zone that an address lies in; undefined where it lies in none, or is one that AWS keeps (the first four and the last). */
export function zoneOfAddress(
  network: string,
  zones: readonly string[],
  address: string,
): string | undefined {
  const wanted = ipv4Network(address);
  const found = zoneSubnets(network, zones).find(({ subnet }) => holds(subnet, wanted));
  if (found === undefined) return undefined;
  const place = wanted.first - found.subnet.first;
  return place >= 4 && place < 2 ** (32 - SUBNET_BITS) - 1 ? found.zone : undefined;
}
