import { every, type Graph, type Resource } from '../../graph.ts';
import { within } from './address.ts';

/** One packet's worth of a question. */
export interface Packet {
  protocol: 'tcp' | 'udp';
  port: number;
}

/** The other end, as a security group sees it. */
export interface Peer {
  address: string;
  /** Groups of a machine of the same VPC; of anybody else none. */
  groups: readonly string[];
}

/** Whether a machine's groups let a packet in or out. Answers need no rule: groups remember. */
export function letsThrough(
  graph: Graph,
  groups: readonly string[],
  direction: 'in' | 'out',
  packet: Packet,
  peer: Peer,
): boolean {
  for (const group of every(graph, 'SecurityGroup')) {
    if (group.inputs.ingress !== undefined || group.inputs.egress !== undefined)
      throw new Error(`${group.name} has rules inside, which are not read here`);
  }
  if (every(graph, 'SecurityGroupRule').length > 0)
    throw new Error('rules of an older kind are not read here');
  const word = direction === 'in' ? 'SecurityGroupIngressRule' : 'SecurityGroupEgressRule';
  return every(graph, word).some(
    (rule) => groups.includes(rule.inputs.securityGroupId) && fits(rule, packet, peer),
  );
}

function fits({ name, inputs }: Resource, { protocol, port }: Packet, peer: Peer): boolean {
  if (inputs.prefixListId !== undefined || inputs.cidrIpv6 !== undefined)
    throw new Error(`${name} has a peer that is not read here`);
  const all = inputs.ipProtocol === '-1';
  if (!all && inputs.ipProtocol !== 'tcp' && inputs.ipProtocol !== 'udp' && inputs.ipProtocol !== 'icmp')
    throw new Error(`${name} has the protocol ${inputs.ipProtocol}`);
  const ports = all || (inputs.ipProtocol === protocol && inputs.fromPort <= port && port <= inputs.toPort);
  const from =
    inputs.cidrIpv4 === undefined
      ? peer.groups.includes(inputs.referencedSecurityGroupId)
      : within(inputs.cidrIpv4, peer.address);
  return ports && from;
}
