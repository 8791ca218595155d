/** Ports of the service in AWS. What the agent's defaults say (src/node/settings.ts) is said again in user data, so that they agree. */
export const PORTS = {
  sip: 5060,
  /** Edges, for nodes and one another. */
  edges: 5062,
  sipTls: 5061,
  smtp: 25,
  /** Operators' cards, by HTTPS. */
  cards: 443,
  https: 443,
  /** Nodes', for operators with a password, and SES's. */
  submission: 587,
  rtp: { from: 10_000, to: 10_999 },
  udptl: { from: 4000, to: 4999 },
} as const;

export interface PortSpan {
  from: number;
  to: number;
}

export function one(port: number): PortSpan {
  return { from: port, to: port };
}

export function spanText({ from, to }: PortSpan): string {
  return `${from}-${to}`;
}
