import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { containerEnvironment } from '../../src/infra/cloud/user-data/environment.ts';
import { render } from '../../src/render/render.ts';
import { machineFacts } from '../infra/machine-facts.ts';
import { sampleSettings, sampleStack } from '../infra/sample.ts';
import { Machine } from '../network/machine.ts';
import { Vpc } from '../network/vpc.ts';
import { RealNode } from '../node/real-node.ts';
import { SECRETS } from '../node/sample-release.ts';
import { day, number, tenant } from '../render/sample.ts';
import { Desk } from './conversation/desk.ts';
import { Line } from './conversation/line.ts';
import { Voice } from './conversation/voice.ts';

/** Of stacks/Pulumi.prod.yaml, as are the networks of carrier and operator. */
const NODE = { group: 'node', address: '10.20.0.21', externalAddress: '198.51.100.1' } as const;
const EDGE1 = { group: 'edge', address: '10.20.0.10', externalAddress: '198.51.100.101' } as const;
const EDGE2 = { group: 'edge', address: '10.20.16.10', externalAddress: '198.51.100.102' } as const;
const CARRIER = '198.51.100.130';
const OPERATOR = '203.0.113.7';
/** In no network that the stack names. */
const STRANGER = '198.51.100.20';

/** What each says, as a sample. */
const CARRIER_SAYS = 0x2a;
const OPERATOR_SAYS = 0x55;

const FOUND_MS = 30_000;
const LISTEN_MS = 2_000;

const ALWAYS = { from: '00:00', to: '24:00' };
const LENT = '0350000001';
const TENANT = tenant('yamada', {
  contract: { starts: day('2020-01-01') },
  numbers: [number(LENT, { starts: day('2020-01-01') })],
  hours: { weekdays: ALWAYS, saturdays: ALWAYS, holidays: ALWAYS },
});

interface Scene {
  vpc: Vpc;
  node: RealNode;
}

/** A call from the carrier that the operator takes: signalled through edges, spoken on the internet. */
async function talk(externalAddress: string, carrier = CARRIER) {
  const vpc = await Vpc.start(sampleSettings('prod'), [NODE, EDGE1, EDGE2]);
  try {
    const node = await startNode(externalAddress);
    try {
      await vpc.inside(NODE.address, await Machine.of(await node.pid()));
      await release(node);
      return await call({ vpc, node }, carrier);
    } finally {
      await node.stop();
    }
  } finally {
    vpc.stop();
  }
}

/** The real node with what user data tells it. */
function startNode(externalAddress: string): Promise<RealNode> {
  const facts = machineFacts({ address: NODE.address, externalAddress });
  return RealNode.start(NODE.address, { ...SECRETS, 'ses-smtp#1': 'invented-for-the-relay' }, undefined, {
    // There is no name server, and nobody is to wait for one.
    network: ['--network', 'none', '--dns', '127.0.0.1'],
    env: { ...containerEnvironment(facts), DENWABAN_POLL_MS: '300' },
  });
}

async function release(node: RealNode): Promise<void> {
  // Which trunk a call has come by is known by its address alone: here the first edge is the carrier's, and phones come by the other.
  const stack = { ...sampleStack('prod'), trunks: [{ name: 'carrier', addresses: [EDGE1.address] }] };
  const { cluster, numbers, shards } = render([TENANT], stack);
  const released = [];
  for (const part of [cluster, numbers, ...shards.values()])
    released.push([part.name, await node.point(part.name, await node.release(part))] as const);
  for (const [part, pointer] of released)
    expect((await node.settled(part, pointer)).parts[part]?.state).toBe('converged');
}

async function call({ vpc, node }: Scene, carrierAddress: string) {
  const carrier = new Voice(await (await vpc.outside(carrierAddress)).udp(carrierAddress), CARRIER_SAYS);
  const operator = new Voice(await (await vpc.outside(OPERATOR)).udp(OPERATOR), OPERATOR_SAYS);
  // Stand-ins for edges: they signal from an edge's place, and name the place where the voice is.
  const line = await new Line(EDGE1.address, {
    socket: await (await vpc.inside(EDGE1.address)).udp(EDGE1.address, 5060),
    voice: async () => carrier,
  }).open();
  const desk = await new Desk('op1', EDGE2.address, {
    socket: await (await vpc.inside(EDGE2.address)).udp(EDGE2.address, 5060),
    voice: async () => operator,
  }).open();
  try {
    await desk.register(NODE.address, 'op1', SECRETS['operator-op1#1']);
    await vi.waitFor(async () => expect(await node.asterisk('queue show')).toMatch(/op1 .*\(Not in use\)/), {
      timeout: FOUND_MS,
      interval: 300,
    });
    const placed = await line.place(NODE.address, LENT, '0312345678');
    const status = await placed.final;
    await sleep(LISTEN_MS);
    await placed.hangUp();
    return {
      status,
      carrierHears: [...carrier.heardFrom.keys()],
      operatorHears: [...operator.heardFrom.keys()],
    };
  } finally {
    line.close();
    desk.close();
  }
}

it('lets carrier and operator hear each other through the Elastic IP of a node that has a private address alone', async () => {
  expect(await talk(NODE.externalAddress)).toEqual({
    status: 200,
    carrierHears: [`${NODE.externalAddress} ${OPERATOR_SAYS}`],
    operatorHears: [`${NODE.externalAddress} ${CARRIER_SAYS}`],
  });
}, 120_000);

it.each([
  ['the node does not know its Elastic IP', '', CARRIER],
  ['the carrier speaks from a network that the stack does not name', NODE.externalAddress, STRANGER],
])(
  'lets neither hear the other where %s',
  async (_why, externalAddress, carrier) => {
    expect(await talk(externalAddress, carrier)).toEqual({
      status: 200,
      carrierHears: [],
      operatorHears: [],
    });
  },
  120_000,
);
