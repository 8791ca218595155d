import { vi } from 'vitest';
import { render } from '../../../src/render/render.ts';
import { sampleSettings, sampleStack } from '../../infra/sample.ts';
import { Vpc } from '../../network/vpc.ts';
import type { NodeStore } from '../../node/node-store.ts';
import { SECRETS } from '../../node/sample-release.ts';
import { selfSigned } from '../../node/self-signed.ts';
import { day, number, tenant } from '../../render/sample.ts';
import { Desk } from '../conversation/desk.ts';
import { Line, type LongCall } from '../conversation/line.ts';
import { Voice } from '../conversation/voice.ts';

/** Of stacks/Pulumi.prod.yaml, as are the networks of carrier and operator. */
export const NODE = { group: 'node', address: '10.20.0.21', externalAddress: '198.51.100.1' } as const;
const EDGE1 = { group: 'edge', address: '10.20.0.10', externalAddress: '198.51.100.101' } as const;
const EDGE2 = { group: 'edge', address: '10.20.16.10', externalAddress: '198.51.100.102' } as const;
export const CARRIER = '198.51.100.130';
const OPERATOR = '203.0.113.7';

/** What each says, as a sample. */
export const CARRIER_SAYS = 0x2a;
export const OPERATOR_SAYS = 0x55;

const SIP = 5060;
const FOUND_MS = 30_000;

const ALWAYS = { from: '00:00', to: '24:00' };
const LENT = '0350000001';
const TENANT = tenant('yamada', {
  contract: { starts: day('2020-01-01') },
  numbers: [number(LENT, { starts: day('2020-01-01') })],
  hours: { weekdays: ALWAYS, saturdays: ALWAYS, holidays: ALWAYS },
});

/** The VPC of the prod stack with one node's place and two edges'. */
export function startVpc(): Promise<Vpc> {
  return Vpc.start(sampleSettings('prod'), [NODE, EDGE1, EDGE2]);
}

/** Values for every secret that the prod stack names. */
export async function prodSecrets(): Promise<Record<string, string>> {
  return {
    ...SECRETS,
    'ses-smtp#1': 'invented-for-the-relay',
    'operator-op2-mail#1': 'invented-for-op2-at-home',
    'submission-tls#1': await selfSigned('submission.report.denwaban.example'),
  };
}

/** Releases a tenant who is always there, and waits until the node has said how it went. @returns what is not converged */
export async function release(store: NodeStore): Promise<string[]> {
  // Which trunk a call has come by is known by its address alone: here the first edge is the carrier's, and phones come by the other.
  const stack = { ...sampleStack('prod'), trunks: [{ name: 'carrier', addresses: [EDGE1.address] }] };
  // Calls are signalled from the edges' addresses, but not through Kamailio: what is tried here is where sound goes.
  const { cluster, numbers, shards } = render([TENANT], { ...stack, edges: [] });
  const released = [];
  for (const part of [cluster, numbers, ...shards.values()])
    released.push([part.name, await store.point(part.name, await store.release(part))] as const);
  const failed = [];
  for (const [part, pointer] of released) {
    const status = (await store.settled(part, pointer)).parts[part];
    if (status?.state !== 'converged') failed.push(`${part}: ${status?.problem}`);
  }
  return failed;
}

/**
 * A carrier and an operator on the internet. In place of the edges each signals from an edge's address itself,
 * and names the public address at which its voice is.
 */
export class Ends {
  /** The carrier's voices and the operator's, one for each call, in order. */
  readonly voices: { carrier: Voice[]; operator: Voice[] };
  readonly #line: Line;
  readonly #desk: Desk;

  private constructor(voices: Ends['voices'], line: Line, desk: Desk) {
    this.voices = voices;
    this.#line = line;
    this.#desk = desk;
  }

  static async open(vpc: Vpc, carrierAddress = CARRIER): Promise<Ends> {
    const voices: Ends['voices'] = { carrier: [], operator: [] };
    const end = async (whose: keyof typeof voices, edge: string, address: string, says: number) => {
      const place = await vpc.outside(address);
      const voice = async () => {
        const one = new Voice(await place.udp(address), says);
        voices[whose].push(one);
        return one;
      };
      return { socket: await (await vpc.inside(edge)).udp(edge, SIP), voice };
    };
    const carrier = await end('carrier', EDGE1.address, carrierAddress, CARRIER_SAYS);
    const operator = await end('operator', EDGE2.address, OPERATOR, OPERATOR_SAYS);
    const line = await new Line(EDGE1.address, carrier).open();
    const desk = await new Desk('op1', EDGE2.address, operator).open();
    return new Ends(voices, line, desk);
  }

  /** A call, once the node has found the operator. @param console asks the node's Asterisk */
  async call(console: (command: string) => Promise<string>): Promise<LongCall> {
    await this.#desk.register(NODE.address, 'op1', SECRETS['operator-op1#1']);
    await vi.waitFor(
      async () => {
        if (!/op1 .*\(Not in use\)/.test(await console('queue show'))) throw new Error('op1 is not there');
      },
      { timeout: FOUND_MS, interval: 300 },
    );
    return await this.place();
  }

  place(): Promise<LongCall> {
    return this.#line.place(NODE.address, LENT, '0312345678');
  }

  close(): void {
    this.#line.close();
    this.#desk.close();
  }
}
