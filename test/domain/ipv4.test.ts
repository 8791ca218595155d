import { describe, expect, it } from 'vitest';
import { canonicalNetwork, holds, ipv4Network, ipv4Text, subnetOf } from '../../src/domain/ipv4.ts';
import { zoneOfAddress, zoneSubnets } from '../../src/domain/zone-subnets.ts';

const within = (network: string, other: string) => holds(ipv4Network(network), ipv4Network(other));

describe('networks', () => {
  it.each([
    ['192.0.2.7/24', '192.0.2.0/24'],
    ['192.0.2.7', '192.0.2.7/32'],
    ['203.0.113.200/25', '203.0.113.128/25'],
    ['10.1.2.3/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255/32'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalNetwork(text)).toBe(canonical);
  });

  it.each([
    ['10.0.0.0/8', '10.255.0.0/16', true],
    ['10.20.0.0/16', '10.21.0.0/16', false],
    ['10.20.0.0/20', '10.20.0.0/16', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['192.0.2.0/26', '192.0.2.64', false],
  ])('%s holds %s: %s', (network, other, expected) => {
    expect(within(network, other)).toBe(expected);
  });

  it('are cut into parts', () => {
    expect(ipv4Text(subnetOf(ipv4Network('10.20.0.0/16'), 20, 15))).toBe('10.20.240.0/20');
    expect(() => subnetOf(ipv4Network('10.20.0.0/16'), 20, 16)).toThrow(RangeError);
    expect(() => subnetOf(ipv4Network('10.20.0.0/16'), 12, 0)).toThrow(RangeError);
  });
});

describe('zones', () => {
  const zones = ['a', 'c', 'd'];

  it('have a sixteenth each, in order', () => {
    expect(
      zoneSubnets('10.20.0.0/16', zones).map(({ zone, subnet }) => `${zone} ${ipv4Text(subnet)}`),
    ).toEqual(['a 10.20.0.0/20', 'c 10.20.16.0/20', 'd 10.20.32.0/20']);
  });

  it.each([
    ['10.20.0.4', 'a'],
    ['10.20.0.3', undefined],
    ['10.20.15.255', undefined],
    ['10.20.16.21', 'c'],
    ['10.20.48.21', undefined],
    ['10.21.0.21', undefined],
  ])('%s lies in %s', (address, zone) => {
    expect(zoneOfAddress('10.20.0.0/16', zones, address)).toBe(zone);
  });
});
