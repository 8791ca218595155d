import { canonicalNetwork } from '../../../domain/ipv4.ts';
import type { MachineKind } from '../../../domain/machine-kind.ts';
import { one, PORTS, type PortSpan } from '../ports.ts';
import type { CloudSettings } from '../settings.ts';

/** Each kind of machine has a security group. */
export type Group = MachineKind;

/** What a group lets in or out. Everything else is refused. */
export interface Rule {
  /** Unique in its group; also the name of the resource. */
  name: string;
  group: Group;
  direction: 'in' | 'out';
  protocol: 'tcp' | 'udp';
  ports: PortSpan;
  peer: { network: string } | { group: Group };
}

const ANYWHERE = '0.0.0.0/0';

/** Who may reach whom. SIP of the world ends at the edges, and of the world only carriers and operators get that far. */
export function firewallRules(settings: CloudSettings): Rule[] {
  const { carriers, operators, media, submission } = settings;
  const voice = unique([...carriers, ...operators, ...media]);
  return [
    ...both('edge', 'sip-carriers', ['udp', 'tcp'], PORTS.sip, unique(carriers)),
    ...inward('edge', 'sip-operators', ['tcp'], one(PORTS.sipTls), unique(operators)),
    // They name people: whoever is no operator sees none.
    ...inward('edge', 'cards', ['tcp'], one(PORTS.cards), unique(operators)),
    ...toward('edge', 'node', 'sip', PORTS.sip),
    ...toward('node', 'edge', 'sip', PORTS.edges),
    // Which operators are busy, who waits where, which phones are registered.
    ...toward('edge', 'edge', 'edges', PORTS.edges),
    ...(['rtp', 'udptl'] as const).flatMap((kind) => [
      ...inward('node', kind, ['udp'], PORTS[kind], voice),
      // Where the other side listens is its own affair.
      ...outward('node', kind, ['udp'], { from: 1024, to: 65_535 }, kind === 'rtp' ? voice : []),
    ]),
    ...inward('node', 'reports', ['tcp'], one(PORTS.smtp), unique(operators)),
    // From operators elsewhere, with a password over TLS.
    ...inward('node', 'submission', ['tcp'], one(PORTS.submission), unique(submission)),
    ...outward('node', 'mail', ['tcp'], one(PORTS.submission), [ANYWHERE]),
    // AWS's interfaces and Chatwork's have no addresses to rely on.
    ...(['edge', 'node'] as const).flatMap((group) =>
      outward(group, 'https', ['tcp'], one(PORTS.https), [ANYWHERE]),
    ),
  ];
}

function unique(networks: readonly string[]): string[] {
  return [...new Set(networks.map(canonicalNetwork))].sort();
}

type Protocols = readonly Rule['protocol'][];

function inward(group: Group, what: string, protocols: Protocols, ports: PortSpan, from: readonly string[]) {
  return rules(group, 'in', what, protocols, ports, from);
}

function outward(group: Group, what: string, protocols: Protocols, ports: PortSpan, to: readonly string[]) {
  return rules(group, 'out', what, protocols, ports, to);
}

/** SIP's requests come from either side. */
function both(
  group: Group,
  what: string,
  protocols: Protocols,
  port: number,
  peers: readonly string[],
): Rule[] {
  return [
    ...inward(group, what, protocols, one(port), peers),
    ...outward(group, what, protocols, one(port), peers),
  ];
}

function rules(
  group: Group,
  direction: Rule['direction'],
  what: string,
  protocols: Protocols,
  ports: PortSpan,
  networks: readonly string[],
): Rule[] {
  return networks.flatMap((network) =>
    protocols.map((protocol) => ({
      name: `${group}-${direction}-${what}-${protocol}-${network.replace('/', '-')}`,
      group,
      direction,
      protocol,
      ports,
      peer: { network },
    })),
  );
}

/** Out of the one group and into the other. */
function toward(from: Group, to: Group, what: string, port: number): Rule[] {
  const rule = { protocol: 'udp', ports: one(port) } as const;
  return [
    { ...rule, name: `${from}-out-${what}-udp-${to}`, group: from, direction: 'out', peer: { group: to } },
    { ...rule, name: `${to}-in-${what}-udp-${from}`, group: to, direction: 'in', peer: { group: from } },
  ];
}
