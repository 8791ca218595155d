import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Rpc } from '../../src/node/kamailio/rpc.ts';
import { LIVE, onNode } from './node-by-hand.ts';

/** Where the agent keeps Kamailio's files (docs/architecture.md). */
export const EDGE_LIVE = `${LIVE}/kamailio`;

/** What somebody with root on an edge can do: Kamailio's own commands, with the agent's key. */
export async function edgeRpc(
  net: string,
  { name, address }: { name: string; address: string },
): Promise<Rpc> {
  const cfg = await onNode(net, name, `cat ${EDGE_LIVE}/agent.cfg`);
  return new Rpc(address, /!AGENT_KEY!([0-9a-f]+)!/.exec(cfg)?.[1] ?? '');
}

export interface Datagram {
  method: string;
  /** User of the Request-URI. */
  to: string;
  /** User of From. */
  from?: string;
  headers?: readonly string[];
}

/**
 * Sends one SIP request from an address and gives the statuses that come back.
 * @param waitMs how long an answer is waited for
 */
export async function statuses(
  local: string,
  edge: string,
  request: Datagram,
  waitMs = 1_500,
): Promise<number[]> {
  const socket = createSocket('udp4');
  socket.bind(0, local);
  await once(socket, 'listening');
  const seen: number[] = [];
  socket.on('message', (text) => seen.push(Number(/^SIP\/2\.0 (\d{3})/.exec(String(text))?.[1] ?? 0)));
  const { port } = socket.address();
  const id = `${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
  const { method, to, from = 'somebody', headers = [] } = request;
  const target = method === 'REGISTER' ? `sip:${edge}` : `sip:${to}@${edge}`;
  const lines = [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${local}:${port};branch=z9hG4bK${id}`,
    'Max-Forwards: 70',
    `From: <sip:${from}@${local}>;tag=${id}`,
    `To: <sip:${to}@${edge}>`,
    `Call-ID: ${id}@${local}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:${from}@${local}:${port}>`,
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ];
  socket.send(lines.join('\r\n'), 5060, edge);
  await sleep(waitMs);
  socket.close();
  return seen;
}
