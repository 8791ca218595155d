import { every, type Graph } from '../../graph.ts';
import { machineOf } from './machines.ts';
import { hopTo, hopToS3 } from './routes.ts';
import { letsThrough, type Packet } from './security-groups.ts';

/** A machine of the stack by its name, or an address of the world. */
export type End = { machine: string } | { address: string };

/** Whether a first packet gets from one end to the other, and its answer back. */
export function reaches(graph: Graph, from: End, to: End, packet: Packet): boolean {
  noLists(graph);
  if ('machine' in from && 'machine' in to) return inside(graph, from.machine, to.machine, packet);
  if ('machine' in to) return 'address' in from && inward(graph, from.address, to.machine, packet);
  if ('machine' in from) return outward(graph, from.machine, to.address, packet);
  throw new Error('neither end is ours');
}

/** By which way a machine reaches S3 over HTTPS: the endpoint, past it, or not at all. */
export function wayToS3(graph: Graph, machine: string): 'endpoint' | 'internet' | 'none' {
  noLists(graph);
  const { subnet, groups, publicAddress } = machineOf(graph, machine);
  const hop = hopToS3(graph, subnet);
  const peer = { address: '52.219.0.1', groups: [] };
  if (!letsThrough(graph, groups, 'out', { protocol: 'tcp', port: 443 }, peer)) return 'none';
  if (hop.to === 's3') return 'endpoint';
  return hop.to === 'internet' && publicAddress !== undefined ? 'internet' : 'none';
}

function inside(graph: Graph, from: string, to: string, packet: Packet): boolean {
  const [a, b] = [machineOf(graph, from), machineOf(graph, to)];
  const [peerA, peerB] = [a, b].map(({ privateAddress: address, groups }) => ({ address, groups }));
  if (peerA === undefined || peerB === undefined) throw new Error('two machines');
  return (
    hopTo(graph, a.subnet, b.privateAddress).to === 'local' &&
    letsThrough(graph, a.groups, 'out', packet, peerB) &&
    letsThrough(graph, b.groups, 'in', packet, peerA)
  );
}

function inward(graph: Graph, from: string, to: string, packet: Packet): boolean {
  const machine = machineOf(graph, to);
  return (
    machine.publicAddress !== undefined &&
    hopTo(graph, machine.subnet, from).to === 'internet' &&
    letsThrough(graph, machine.groups, 'in', packet, { address: from, groups: [] })
  );
}

function outward(graph: Graph, from: string, to: string, packet: Packet): boolean {
  const machine = machineOf(graph, from);
  return (
    machine.publicAddress !== undefined &&
    hopTo(graph, machine.subnet, to).to === 'internet' &&
    letsThrough(graph, machine.groups, 'out', packet, { address: to, groups: [] })
  );
}

/** A network's own lists would decide too. There are none: each machine has its group. */
function noLists(graph: Graph): void {
  for (const word of ['NetworkAcl', 'NetworkAclRule', 'DefaultNetworkAcl', 'TransitGateway', 'NatGateway']) {
    if (every(graph, word).length > 0) throw new Error(`a ${word} is not read here`);
  }
}
