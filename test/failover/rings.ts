import type { SipMessage } from '../../src/sandbox/sip/message.ts';

/** A call as an operator's phone saw it; times in milliseconds since 1970. */
export interface Ring {
  operator: string;
  /** The caller's number that the phone shows. */
  caller: string;
  /** Addresses of the edge that it came through, and of the node that has the call. */
  edge: string;
  node: string;
  from: number;
  /** When the phone was free again; Infinity: never. */
  until: number;
  answered: boolean;
  /** Whether the other side ended it though the operator had not hung up. */
  cut: boolean;
}

/** Reads what rang from everything that the phones sent and received, in order. */
export function ringsOf(log: readonly SipMessage[]): Ring[] {
  const rings = new Map<string, Ring>();
  for (const message of log) {
    const { callId, direction, method, status = 0, cseqMethod } = message;
    const ring = rings.get(callId);
    if (!ring) {
      if (direction === 'received' && method === 'INVITE') rings.set(callId, begun(message));
      continue;
    }
    if (direction === 'sent' && cseqMethod === 'INVITE' && status === 200) ring.answered = true;
    const refused = direction === 'sent' && cseqMethod === 'INVITE' && status >= 300;
    if ((method === 'BYE' || refused) && ring.until === Infinity) {
      ring.until = timeOf(message);
      ring.cut = method === 'BYE' && direction === 'received';
    }
  }
  return [...rings.values()];
}

/** Two calls at one operator's phone at the same time, as `op1: 2026-… and 2026-…`. */
export function twice(rings: readonly Ring[]): string[] {
  return [...Map.groupBy(rings, ({ operator }) => operator)].flatMap(([operator, own]) => {
    const inOrder = own.toSorted((a, b) => a.from - b.from);
    return inOrder.flatMap((ring, i) => {
      const before = inOrder[i - 1];
      if (!before || before.until <= ring.from) return [];
      return [`${operator}: ${shown(before)} and ${shown(ring)}`];
    });
  });
}

/** When a message was sent or received, in milliseconds since 1970. */
export function timeOf({ at }: SipMessage): number {
  return Date.parse(at);
}

function begun(invite: SipMessage): Ring {
  return {
    operator: userOf(invite.header('To')),
    caller: invite.from.user,
    edge: invite.viaHost,
    node: /@([\d.]+):/.exec(invite.header('Contact') ?? '')?.[1] ?? '',
    from: timeOf(invite),
    until: Infinity,
    answered: false,
    cut: false,
  };
}

function userOf(header = ''): string {
  return /<sips?:([^@>]*)@/.exec(header)?.[1] ?? '';
}

function shown({ caller, edge, node, from, until }: Ring): string {
  const [begin, end] = [from, until].map((at) =>
    at === Infinity ? '…' : new Date(at).toISOString().slice(11, 23),
  );
  return `${caller} through ${edge} from ${node} ${begin}–${end}`;
}
