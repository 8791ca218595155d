import { BlockList, isIPv4 } from 'node:net';

/** Whether an address is in a network. Not by src/domain/ipv4.ts: what is judged here was reckoned with that. */
export function within(network: string, address: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  if (!isIPv4(base) || !/^\d{1,2}$/.test(bits) || !isIPv4(address)) throw new Error(`${network}, ${address}`);
  const block = new BlockList();
  block.addSubnet(base, Number(bits), 'ipv4');
  return block.check(address, 'ipv4');
}

export function bitsOf(network: string): number {
  return Number(network.split('/')[1]);
}
