import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { containerEnvironment } from '../../src/infra/cloud/user-data/environment.ts';
import { machineFacts } from '../infra/machine-facts.ts';
import { Machine } from '../network/machine.ts';
import type { Vpc } from '../network/vpc.ts';
import { RealNode } from '../node/real-node.ts';
import {
  CARRIER,
  CARRIER_SAYS,
  Ends,
  NODE,
  OPERATOR_SAYS,
  prodSecrets,
  release,
  startVpc,
} from './cloud/ends.ts';
import type { Voice } from './conversation/voice.ts';

/** In no network that the stack names. */
const STRANGER = '198.51.100.20';
const LISTEN_MS = 2_000;

/** A call from the carrier that the operator takes: signalled through edges, spoken on the internet. */
async function talk(externalAddress: string, carrier = CARRIER) {
  const vpc = await startVpc();
  try {
    const node = await startNode(externalAddress);
    try {
      await vpc.inside(NODE.address, await Machine.of(await node.pid()));
      expect(await release(node)).toEqual([]);
      return await call(vpc, node, carrier);
    } finally {
      await node.stop();
    }
  } finally {
    vpc.stop();
  }
}

/** The real node with what user data tells it. */
async function startNode(externalAddress: string): Promise<RealNode> {
  const facts = machineFacts({ address: NODE.address, externalAddress });
  return RealNode.start(NODE.address, await prodSecrets(), undefined, {
    // There is no name server, and nobody is to wait for one.
    network: ['--network', 'none', '--dns', '127.0.0.1'],
    env: { ...containerEnvironment(facts), DENWABAN_POLL_MS: '300' },
  });
}

async function call(vpc: Vpc, node: RealNode, carrierAddress: string) {
  const ends = await Ends.open(vpc, carrierAddress);
  try {
    const placed = await ends.call((command) => node.asterisk(command));
    const status = await placed.final;
    await sleep(LISTEN_MS);
    await placed.hangUp();
    return {
      status,
      carrierHears: heard(ends.voices.carrier),
      operatorHears: heard(ends.voices.operator),
    };
  } finally {
    ends.close();
  }
}

function heard(voices: readonly Voice[]): string[] {
  return voices.flatMap(({ heardFrom }) => [...heardFrom.keys()]);
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
