import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DriftReport } from '../../src/drift/report.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';
import { type Datagram, EDGE_LIVE, edgeRpc, statuses } from './edge-by-hand.ts';
import { onNode } from './node-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';
import { run, testSandbox } from './sandbox.ts';

let stack: SandboxStack;
let net: string;
let edge: { name: string; address: string };
let node: string;

beforeAll(async () => {
  ({ stack } = await testSandbox());
  net = stack.sandbox.net;
  const [first] = stack.edges;
  if (!first) throw new Error('the sandbox has no edges');
  edge = first;
  node = stack.nodes[0]?.address ?? '';
  const { exitCode, stderr } = await run('apply', '--stack', 'local', '--yes');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
}, 180_000);

async function drift(): Promise<{ exitCode: number; found: string[]; printed: string }> {
  const { exitCode, stdout } = await run('drift', '--stack', 'local', '--format', 'json');
  const { differences } = JSON.parse(stdout) as DriftReport;
  return {
    exitCode,
    found: differences.map((d) => `${d.node} ${d.place} ${d.kind} ${d.item}`),
    printed: stdout,
  };
}

const rpc = async (method: string, ...params: (string | number)[]) =>
  (await edgeRpc(net, edge)).call(method, ...params);

const OTHER_TIMER = `sed -i 's/fr_timer", 1000/fr_timer", 9000/'`;

/** Whatever somebody may do to the running Kamailio, or to what it would start with. */
const BY_HAND: [what: string, change: () => Promise<unknown>, found: RegExp][] = [
  [
    'an operator with another password',
    () => rpc('htable.sets', 'operators', 'op1', 'another-password'),
    /^edge1 edge-table changed operators op1$/,
  ],
  [
    'an operator taken away',
    () => rpc('htable.delete', 'operators', 'op2'),
    /^edge1 edge-table missing operators op2$/,
  ],
  [
    'a number that another group is to answer',
    () => rpc('htable.sets', 'numbers', '0350000001', '99991231-2'),
    /^edge1 edge-table unowned numbers 0350000001$/,
  ],
  [
    'a node switched off',
    () => rpc('dispatcher.set_state', 'd', 1, `sip:${node}:5060`),
    /^edge1 edge-nodes changed group 1 sip:[\d.]+:5060$/,
  ],
  [
    'somebody else let in as a carrier',
    async () => {
      await onNode(net, edge.name, `echo '1 203.0.113.0 24' >> ${EDGE_LIVE}/address.list`);
      await rpc('permissions.addressReload');
    },
    /^edge1 edge-access unowned 203\.0\.113\.0\/24 in 1$/,
  ],
  [
    'another configuration for the next start',
    () => onNode(net, edge.name, `${OTHER_TIMER} ${EDGE_LIVE}/kamailio.cfg`),
    /^edge1 edge-setting changed file kamailio\/kamailio\.cfg$/,
  ],
];

describe('a change by hand on an edge', { timeout: 120_000 }, () => {
  it.each(BY_HAND)('%s is found, and a plain apply mends it', async (_, change, expected) => {
    expect(await drift()).toMatchObject({ exitCode: 0, found: [] });
    await change();
    await expect
      .poll(drift, { timeout: 20_000, interval: 500 })
      .toMatchObject({ exitCode: 2, found: expect.arrayContaining([expect.stringMatching(expected)]) });
    expect((await drift()).printed).not.toContain('another-password');
    const mended = await run('apply', '--stack', 'local', '--yes');
    expect(mended.stderr).toBe('');
    expect(mended.exitCode).toBe(0);
    expect(await drift()).toMatchObject({ exitCode: 0, found: [] });
  });

  it('a table that is changed right after it was read, or that has a time yet to come, is read again', async () => {
    await onNode(net, edge.name, `touch -d '+20 seconds' ${EDGE_LIVE}/tables/operators`);
    await rpc('htable.reload', 'operators');
    const project = await ProjectCopy.make('local', { edges: true });
    for (const count of [3, 2, 4]) {
      await project.operators(count);
      expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
    }
    await rm(project.folder, { recursive: true });
    expect(await run('apply', '--stack', 'local', '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('Kamailio that was started with another configuration does not stay so', async () => {
    const text = () => rpc('cfg.get', 'denwaban', 'text').catch(() => '');
    const before = await text();
    await onNode(
      net,
      edge.name,
      `${OTHER_TIMER} ${EDGE_LIVE}/kamailio.cfg; s6-svc -r /opt/denwaban/services/kamailio`,
    );
    await expect.poll(text, { timeout: 20_000, interval: 50 }).not.toBe(before);
    await expect.poll(text, { timeout: 60_000 }).toBe(before);
    await expect.poll(drift, { timeout: 60_000, interval: 1_000 }).toMatchObject({ exitCode: 0, found: [] });
  });

  it('Kamailio that ended starts again as it was, and nothing of the old one answers', async () => {
    const main = () => onNode(net, edge.name, 'cat /run/kamailio/pid');
    const before = await main();
    await onNode(net, edge.name, `kill -9 ${before}`);
    await expect.poll(() => main().catch(() => before), { timeout: 20_000 }).not.toBe(before);
    const others = `ps -u kamailio -o pid=,ppid= | awk '$1 != main && $2 != main' main=${await main()}`;
    expect(await onNode(net, edge.name, others)).toBe('');
    await expect.poll(drift, { timeout: 60_000, interval: 1_000 }).toMatchObject({ exitCode: 0, found: [] });
  });
});

describe('a stranger', () => {
  const STRANGER = '127.66.6.6';

  it.each<Datagram>([
    { method: 'OPTIONS', to: '100' },
    { method: 'INVITE', to: '0350000001' },
    { method: 'REGISTER', to: 'op1', from: 'op1' },
    { method: 'INVITE', to: 'op1' },
    { method: 'KDMQ', to: 'usrloc' },
    { method: 'BYE', to: '0350000001' },
  ])('gets no answer to $method', async (request) => {
    for (const { address } of stack.edges) expect(await statuses(STRANGER, address, request)).toEqual([]);
  });

  it('learns nothing from the agent’s way in, nor by HTTP', async () => {
    for (const port of [5060, 5063])
      expect(await overTcp(edge.address, port, 'GET /abc HTTP/1.1\r\n\r\n')).toBe('');
  });
});

describe('somebody in the operators’ network', () => {
  const phone = () => `${net}.180`;

  it('cannot call, by whatever name or number', async () => {
    for (const to of ['0350000001', '0312345678', '+819012345678', '110', 'op2', 'op1', '*1']) {
      for (const from of ['op1', 'nobody']) {
        const seen = await statuses(phone(), edge.address, { method: 'INVITE', to, from }, 400);
        expect(seen, `${from} to ${to}`).toEqual(from === 'op1' ? [403] : []);
      }
    }
  });

  it('is asked for a password only by the name of an operator, and no more once he has guessed too often', async () => {
    const guess = (user: string) => ({
      method: 'REGISTER',
      to: user,
      from: user,
      headers: [
        `Authorization: Digest username="${user}", realm="denwaban", nonce="abc", uri="sip:x", response="${'0'.repeat(32)}"`,
      ],
    });
    const from = `${net}.181`;
    expect(await statuses(from, edge.address, guess('nobody'), 400)).toEqual([]);
    for (let i = 0; i < 12; i++) await statuses(from, edge.address, guess('op1'), 100);
    expect(await statuses(from, edge.address, guess('op1'), 400)).toEqual([]);
    // Another one may still log in.
    expect(await statuses(phone(), edge.address, guess('op1'), 400)).toEqual([401]);
  });
});

describe('a carrier', () => {
  it.each(['0312345678', '0350000998', '050', '*1', 'op1', '+4412345678901'])(
    'that calls %s gets 404',
    async (to) => {
      const from = carrierAddress(stack);
      const seen = await statuses(from, edge.address, { method: 'INVITE', to, from: '0900000000' });
      expect(seen.at(-1)).toBe(404);
    },
  );

  it('is answered when it asks whether the edge is there', async () => {
    expect(await statuses(carrierAddress(stack), edge.address, { method: 'OPTIONS', to: 'edge' })).toEqual([
      200,
    ]);
  });
});

/** What comes back over TCP before the other side closes. */
function overTcp(host: string, port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let seen = '';
    const socket = connect(port, host, () => socket.write(text));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on('data', (data) => {
      seen += String(data);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(seen));
  });
}
