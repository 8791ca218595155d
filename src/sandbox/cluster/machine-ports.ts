import { AMI_PORT } from '../../node/disk/own-files.ts';
import { EDGE_PORT, RPC_PORT } from '../../node/kamailio/rpc.ts';
import type { SandboxStack } from '../home.ts';
import { nodePlaces, SIP_PORT, SMTP_PORT, SUBMISSION_PORT, servicePlaces } from '../place.ts';
import type { WantedPort } from './ports.ts';

/** What a node opens, but for its ports of sound. */
export function nodePorts(host: string): WantedPort[] {
  return [
    { protocol: 'udp', host, port: SIP_PORT },
    { protocol: 'tcp', host, port: SIP_PORT },
    { protocol: 'tcp', host, port: AMI_PORT },
    { protocol: 'tcp', host, port: SMTP_PORT },
    { protocol: 'tcp', host, port: SUBMISSION_PORT },
  ];
}

/** What an edge opens. */
export function edgePorts(host: string): WantedPort[] {
  return [
    { protocol: 'udp', host, port: SIP_PORT },
    { protocol: 'tcp', host, port: SIP_PORT },
    { protocol: 'udp', host, port: EDGE_PORT },
    { protocol: 'tcp', host, port: RPC_PORT },
  ];
}

/** What the whole sandbox opens. */
export function sandboxPorts(stack: SandboxStack): WantedPort[] {
  return [
    ...Object.values(servicePlaces(stack)).map((place) => ({ protocol: 'tcp' as const, ...place })),
    ...nodePlaces(stack).flatMap(({ address }) => nodePorts(address)),
    ...stack.edges.flatMap(({ address }) => edgePorts(address)),
  ];
}
