import type { Stack } from '../model/stack.ts';
import type { SandboxStack } from './home.ts';

/** An address and a port of the sandbox. */
export interface Endpoint {
  host: string;
  port: number;
}

/** SIP is spoken on this port everywhere: nodes, carrier, phones. */
export const SIP_PORT = 5060;
/** Where nodes take mail. */
export const SMTP_PORT = 2525;
/** Where they take mail of operators with a password, if the stack says so. */
export const SUBMISSION_PORT = 2587;
/** Where edges with a certificate serve operators' cards, as those in AWS do. What Call-Info names here is the stand-ins' own server. */
export const CARDS_PORT = 8443;

/** Where the stand-ins listen: as the stack tells the nodes to reach them. */
export interface ServicePlaces {
  chatwork: Endpoint;
  mailboxes: Endpoint;
  cards: Endpoint;
}

export function servicePlaces(stack: SandboxStack): ServicePlaces {
  return {
    chatwork: endpointOf(stack.chatwork.api),
    mailboxes: stack.report.relay ?? { host: `${stack.sandbox.net}.21`, port: SMTP_PORT },
    cards: endpointOf(stack.cards),
  };
}

/** Where calls come from, as the nodes know their carrier. */
export function carrierAddress(stack: SandboxStack): string {
  return stack.trunks[0]?.addresses[0] ?? `${stack.sandbox.net}.100`;
}

/** Each operator's phone has an address of its own. */
export function phoneAddress(stack: SandboxStack, operator: number): string {
  return `${stack.sandbox.net}.${101 + operator}`;
}

/** A node and where it listens. */
export interface NodePlace {
  name: string;
  address: string;
}

/** The nodes that have an address: in the sandbox all. */
export function nodePlaces(stack: Stack): NodePlace[] {
  return stack.nodes.flatMap(({ name, address }) => (address === undefined ? [] : [{ name, address }]));
}

/** Nodes and edges. */
export function machinePlaces(stack: Stack): NodePlace[] {
  return [...nodePlaces(stack), ...stack.edges];
}

/** Where calls and phones come in: at the edges, or where there are none at the nodes. */
export function callPlaces(stack: Stack): NodePlace[] {
  return stack.edges.length > 0 ? [...stack.edges] : nodePlaces(stack);
}

/**
 * A node's own ports for media, apart from all other nodes' of this machine, also of a second sandbox: media sockets may bind to every
 * address. Below the kernel's range of ephemeral ports.
 */
export function mediaPorts(net: string, node: number): { rtp: string; udptl: string } {
  const bytes = net.split('.').map(Number);
  const slot = (((bytes[1] ?? 0) + (bytes[2] ?? 0)) % 16) * 4 + (node % 4);
  const start = 10_000 + slot * 350;
  return { rtp: `${start}-${start + 299}`, udptl: `${start + 300}-${start + 349}` };
}

function endpointOf(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}
