import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { containerName } from '../../src/sandbox/cluster/container.ts';
import { docker } from '../../src/sandbox/docker.ts';

/** Where the agent keeps Kamailio's files (docs/architecture.md). */
export const EDGE_LIVE = '/var/lib/denwaban/live/kamailio';

/** Runs a line of shell on an edge. */
export function onEdge(net: string, edge: string, line: string): Promise<string> {
  return docker(['exec', containerName(net, edge), 'sh', '-euc', line]);
}

/** What somebody with root on an edge can do: Kamailio's own commands, with the agent's key. */
export async function command(
  net: string,
  edge: string,
  address: string,
  method: string,
  ...params: unknown[]
) {
  const key = /!AGENT_KEY!([0-9a-f]+)!/.exec(await onEdge(net, edge, `cat ${EDGE_LIVE}/agent.cfg`))?.[1];
  const response = await fetch(`http://${address}:5063/${key}`, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 }),
  });
  const answer = (await response.json()) as { result?: unknown; error?: unknown };
  if (answer.error) throw new Error(JSON.stringify(answer.error));
  return answer.result;
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
