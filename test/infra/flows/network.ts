import type { Flow } from '../flows.ts';
import { type End, reaches } from '../reach/network/reaches.ts';

/** Who the addresses are: the stack's documentation networks, and one of nobody's. */
const WHO: Record<string, End> = {
  carrier: { address: '192.0.2.10' },
  'the other carrier': { address: '192.0.2.70' },
  operator: { address: '203.0.113.5' },
  'operator at home': { address: '192.0.2.200' },
  'media gateway': { address: '198.51.100.200' },
  world: { address: '8.8.8.8' },
  Chatwork: { address: '13.114.0.1' },
  AWS: { address: '52.94.0.1' },
  edge: { machine: 'edge1' },
  'second edge': { machine: 'edge2' },
  node: { machine: 'node1' },
  'last node': { machine: 'node3' },
};

type Protocol = 'tcp' | 'udp';

const TABLE: readonly (readonly [
  from: string,
  to: string,
  protocol: Protocol,
  port: number,
  what: string,
  allowed: boolean,
])[] = [
  ['carrier', 'edge', 'udp', 5060, 'SIP', true],
  ['carrier', 'edge', 'tcp', 5060, 'SIP', true],
  ['the other carrier', 'second edge', 'udp', 5060, 'SIP', true],
  ['edge', 'carrier', 'udp', 5060, 'SIP', true],
  ['operator', 'edge', 'tcp', 5061, 'SIP over TLS', true],
  ['operator', 'edge', 'udp', 5060, 'SIP in clear', false],
  ['carrier', 'edge', 'tcp', 5061, 'SIP over TLS', false],
  ['media gateway', 'edge', 'udp', 5060, 'SIP', false],
  ['world', 'edge', 'udp', 5060, 'SIP', false],
  ['world', 'edge', 'tcp', 5061, 'SIP over TLS', false],
  ['operator', 'edge', 'tcp', 443, 'operators’ cards', true],
  ['operator', 'second edge', 'tcp', 443, 'operators’ cards', true],
  ['carrier', 'edge', 'tcp', 443, 'operators’ cards', false],
  ['media gateway', 'edge', 'tcp', 443, 'operators’ cards', false],
  ['world', 'edge', 'tcp', 443, 'operators’ cards', false],
  ['operator', 'node', 'tcp', 443, 'HTTPS', false],
  ['world', 'edge', 'tcp', 22, 'ssh', false],
  ['operator', 'edge', 'tcp', 22, 'ssh', false],
  ['edge', 'node', 'udp', 5060, 'SIP', true],
  ['edge', 'last node', 'udp', 5060, 'SIP', true],
  ['edge', 'node', 'tcp', 5060, 'SIP, which edges speak by UDP', false],
  ['node', 'second edge', 'udp', 5062, 'SIP', true],
  ['node', 'edge', 'udp', 5060, 'SIP, as carriers speak it', false],
  ['edge', 'second edge', 'udp', 5062, 'what edges tell one another', true],
  ['carrier', 'edge', 'udp', 5062, 'what nodes and edges alone may say', false],
  ['operator', 'edge', 'udp', 5062, 'what nodes and edges alone may say', false],
  ['edge', 'edge', 'tcp', 5063, 'what its own agent asks', false],
  ['edge', 'node', 'tcp', 5038, 'manager interface', false],
  ['edge', 'node', 'udp', 10_000, 'voice', false],
  ['node', 'last node', 'udp', 5060, 'SIP', false],
  ['node', 'last node', 'tcp', 5038, 'manager interface', false],
  ['world', 'node', 'udp', 5060, 'SIP', false],
  ['carrier', 'node', 'udp', 5060, 'SIP past the edges', false],
  ['operator', 'node', 'tcp', 5061, 'SIP past the edges', false],
  ['carrier', 'node', 'udp', 10_000, 'voice (first port)', true],
  ['carrier', 'node', 'udp', 10_999, 'voice (last port)', true],
  ['operator', 'last node', 'udp', 10_500, 'voice', true],
  ['media gateway', 'node', 'udp', 10_500, 'voice', true],
  ['carrier', 'node', 'udp', 4500, 'fax by T.38', true],
  ['carrier', 'node', 'udp', 11_000, 'past the ports of voice', false],
  ['carrier', 'node', 'udp', 9999, 'before the ports of voice', false],
  ['carrier', 'node', 'tcp', 10_500, 'TCP on the ports of voice', false],
  ['world', 'node', 'udp', 10_500, 'voice', false],
  ['world', 'node', 'udp', 4500, 'fax by T.38', false],
  ['node', 'carrier', 'udp', 30_000, 'voice', true],
  ['node', 'operator', 'udp', 16_384, 'voice', true],
  ['node', 'world', 'udp', 30_000, 'voice', false],
  ['operator', 'node', 'tcp', 25, 'reports', true],
  ['carrier', 'node', 'tcp', 25, 'mail', false],
  ['world', 'node', 'tcp', 25, 'mail', false],
  ['operator at home', 'node', 'tcp', 587, 'reports with a password', true],
  ['operator at home', 'last node', 'tcp', 587, 'reports with a password', true],
  ['operator at home', 'node', 'tcp', 25, 'reports without a password', false],
  ['operator at home', 'edge', 'tcp', 587, 'mail, which edges take none of', false],
  ['operator', 'node', 'tcp', 587, 'reports with a password, from where it takes none', false],
  ['carrier', 'node', 'tcp', 587, 'reports with a password', false],
  ['world', 'node', 'tcp', 587, 'reports with a password', false],
  ['node', 'world', 'tcp', 25, 'mail past SES', false],
  ['node', 'AWS', 'tcp', 587, 'SES', true],
  ['node', 'AWS', 'tcp', 443, 'registry, KMS, Secrets Manager', true],
  ['last node', 'AWS', 'tcp', 443, 'registry, KMS, Secrets Manager', true],
  ['edge', 'AWS', 'tcp', 443, 'registry, KMS, Secrets Manager', true],
  ['node', 'Chatwork', 'tcp', 443, 'API', true],
  ['node', 'world', 'tcp', 22, 'ssh', false],
  ['world', 'node', 'tcp', 22, 'ssh', false],
  ['operator', 'node', 'tcp', 22, 'ssh', false],
  ['world', 'node', 'tcp', 443, 'HTTPS', false],
];

export const NETWORK: readonly Flow[] = TABLE.map(([from, to, protocol, port, what, allowed]) => ({
  name: `${from} → ${to}: ${what} (${protocol} ${port})`,
  allowed,
  ask: (graph) => reaches(graph, end(from), end(to), { protocol, port }),
}));

function end(who: string): End {
  const found = WHO[who];
  if (found === undefined) throw new Error(`who is ${who}`);
  return found;
}
