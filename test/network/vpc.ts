import { firewallRules, type Rule } from '../../src/infra/cloud/network/rules.ts';
import type { CloudSettings } from '../../src/infra/cloud/settings.ts';
import { Machine } from './machine.ts';

/** A machine of the stack in its VPC. */
export interface Member {
  group: Rule['group'];
  address: string;
  /** Its Elastic IP. */
  externalAddress: string;
}

/** The way from the internet to the VPC's router. */
const UPLINK = '100.64.0.1';

/**
 * The VPC as packets see it: an internet that knows public addresses alone, the internet gateway that puts each Elastic IP in the place
 * of its machine's private address and back, and security groups from the program's own rules.
 */
export class Vpc {
  readonly #internet: Machine;
  readonly #router: Machine;
  readonly #own: Machine[];

  private constructor(internet: Machine, router: Machine) {
    this.#internet = internet;
    this.#router = router;
    this.#own = [internet, router];
  }

  static async start(settings: CloudSettings, members: readonly Member[]): Promise<Vpc> {
    const vpc = new Vpc(await Machine.start(), await Machine.start());
    try {
      await vpc.#internet.route('169.254.0.1');
      await vpc.#router.route('169.254.0.2');
      await vpc.#router.connect(vpc.#internet, UPLINK);
      for (const { externalAddress } of members)
        await vpc.#internet.run('ip', 'route', 'add', `${externalAddress}/32`, 'via', UPLINK);
      await vpc.#router.feed(filters(settings, members), 'iptables-restore');
      return vpc;
    } catch (error) {
      vpc.stop();
      throw error;
    }
  }

  /** Everything ends but what runs in the namespaces of others. */
  stop(): void {
    for (const machine of this.#own) machine.stop();
  }

  /** A machine that is somewhere on the internet. */
  async outside(address: string): Promise<Machine> {
    const machine = await this.#start();
    await machine.connect(this.#internet, address);
    return machine;
  }

  /** A machine in the VPC: a new one, or one that runs already. */
  async inside(address: string, machine?: Machine): Promise<Machine> {
    const one = machine ?? (await this.#start());
    await one.connect(this.#router, address);
    return one;
  }

  async #start(): Promise<Machine> {
    const machine = await Machine.start();
    this.#own.push(machine);
    return machine;
  }
}

/** iptables' own language. Filters see private addresses: they come after the way in is translated, and before the way out is. */
function filters(settings: CloudSettings, members: readonly Member[]): string {
  const lines = ['*nat'];
  for (const { address, externalAddress } of members) {
    lines.push(`-A PREROUTING -i eth0 -d ${externalAddress} -j DNAT --to-destination ${address}`);
    lines.push(`-A POSTROUTING -o eth0 -s ${address} -j SNAT --to-source ${externalAddress}`);
  }
  lines.push('COMMIT', '*filter', ':FORWARD DROP');
  for (const { address } of members) lines.push(`:${address}-in -`, `:${address}-out -`);
  lines.push('-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT');
  for (const { address } of members)
    lines.push(`-A FORWARD -s ${address} -j ${address}-out`, `-A FORWARD -d ${address} -j ${address}-in`);
  lines.push('-A FORWARD -j ACCEPT');
  for (const { group, address } of members) {
    for (const rule of firewallRules(settings).filter((one) => one.group === group))
      for (const peer of peersOf(rule, members))
        lines.push(`-A ${address}-${matching(rule, peer)} -j RETURN`);
    lines.push(`-A ${address}-in -j DROP`, `-A ${address}-out -j DROP`);
  }
  return `${[...lines, 'COMMIT'].join('\n')}\n`;
}

function matching({ direction, protocol, ports }: Rule, peer: string): string {
  return `${direction} ${direction === 'in' ? '-s' : '-d'} ${peer} -p ${protocol} --dport ${ports.from}:${ports.to}`;
}

function peersOf({ peer }: Rule, members: readonly Member[]): string[] {
  if ('network' in peer) return [peer.network];
  return members.filter(({ group }) => group === peer.group).map(({ address }) => address);
}
