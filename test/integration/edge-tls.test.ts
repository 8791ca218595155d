import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { containerName } from '../../src/sandbox/cluster/container.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { CARDS_PORT } from '../../src/sandbox/place.ts';
import { selfSigned } from '../node/self-signed.ts';
import { EDGE_LIVE, edgeRpc } from './edge-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const NAME = 'sip.denwaban.example';

let project: ProjectCopy;
let stack: SandboxStack;
let secrets: string;
let before: string;

const certificate = () => selfSigned(NAME);

/** In place: the containers hold this very file. */
async function putSecret(name: string, value: string): Promise<void> {
  const all = JSON.parse(await readFile(secrets, 'utf8'));
  await writeFile(secrets, JSON.stringify({ ...all, [name]: value }));
}

/** What an edge answers over TLS to somebody in the operators' network who trusts this certificate alone. */
function overTls(host: string, ca: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        socket: connectTcp({ host, port: 5061, localAddress: `${stack.sandbox.net}.180` }),
        ca,
        servername: NAME,
      },
      () => socket.write(request),
    );
    socket.once('data', (data) => {
      resolve(String(data).split('\r\n')[0] ?? '');
      socket.destroy();
    });
    // As an option it counts only for a socket that this one makes itself.
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    // Also where Kamailio ends meanwhile, without a word.
    socket.once('close', () => reject(new Error('closed')));
  });
}

/** Also just after a start, in whose first second an edge answers nobody. */
async function asksForPassword(host: string, ca: string): Promise<void> {
  const answer = () => overTls(host, ca, register(host)).catch(String);
  await expect.poll(answer, { timeout: 20_000, interval: 500 }).toBe('SIP/2.0 401 Unauthorized');
}

const register = (host: string) =>
  [
    `REGISTER sip:${NAME};transport=tls SIP/2.0`,
    `Via: SIP/2.0/TLS ${host}:40000;branch=z9hG4bK${Date.now()}`,
    'Max-Forwards: 70',
    `From: <sip:op1@${NAME}>;tag=a`,
    `To: <sip:op1@${NAME}>`,
    `Call-ID: ${Date.now()}@phone`,
    'CSeq: 1 REGISTER',
    `Contact: <sip:op1@${host}:40000;transport=tls>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

/** What an operator's browser gets that trusts this certificate alone. */
function page(host: string, ca: string, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const where = { host, port: CARDS_PORT, path, ca, servername: NAME, agent: false };
    const request = get(where, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    );
    request.once('error', reject).setTimeout(2_000, () => request.destroy(new Error('no answer')));
  });
}

/** The address of a tenant's card, below the edges. */
async function cardOf(tenant: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-cards-'));
  await project.run('render', '--stack', 'local', '--out', join(folder, 'out'));
  const card = await readFile(join(folder, 'out', 'cards', `${tenant}.html`));
  await rm(folder, { recursive: true });
  return `/cards/${createHash('sha256').update(card).digest('hex')}.html`;
}

beforeAll(async () => {
  const sandbox = await testSandbox();
  secrets = sandbox.home.secrets;
  before = await readFile(secrets, 'utf8');
  project = await ProjectCopy.make('local', { edges: true });
  await project.set('edgeTls', 'secret://edge-tls#1');
  stack = await project.stack();
}, 60_000);

afterAll(async () => {
  await project?.end();
  await writeFile(secrets, before);
}, 120_000);

it('a secret that is no certificate with its key is refused before anything is changed, and not shown', {
  timeout: 120_000,
}, async () => {
  const [one, other] = [await certificate(), await certificate()];
  await putSecret(
    'edge-tls#1',
    `${one.split('-----BEGIN PRIVATE')[0]}-----BEGIN PRIVATE${other.split('-----BEGIN PRIVATE')[1]}`,
  );
  const { exitCode, stdout, stderr } = await project.on('apply');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('secret://edge-tls#1 is no certificate together with its key');
  expect(stdout + stderr).not.toContain('BEGIN');
});

it('phones reach both edges over TLS; another certificate is shown without a new start, and one that was exchanged by hand is drift', {
  timeout: 240_000,
}, async () => {
  const first = await certificate();
  await putSecret('edge-tls#1', first);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  for (const { address } of stack.edges) await asksForPassword(address, first);
  const card = await cardOf('yamada-shoji');
  const reads = async (ca: string) => {
    for (const { address } of stack.edges) {
      const got = () => page(address, ca, card).catch(String);
      const greeting = expect.stringContaining('山田商事でございます。');
      await expect.poll(got, { timeout: 10_000, interval: 500 }).toEqual({ status: 200, body: greeting });
      expect(await page(address, ca, '/')).toMatchObject({ status: 404 });
    }
  };
  await reads(first);

  const { net } = stack.sandbox;
  const uptime = async (edge: (typeof stack.edges)[number]) =>
    ((await (await edgeRpc(net, edge)).call('core.uptime')) as { uptime: number }).uptime;
  const ran = await Promise.all(stack.edges.map(uptime));
  const second = await certificate();
  await putSecret('edge-tls#2', second);
  await project.set('edgeTls', 'secret://edge-tls#2');
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  for (const [i, edge] of stack.edges.entries()) {
    await asksForPassword(edge.address, second);
    expect(await uptime(edge)).toBeGreaterThan(ran[i] ?? 0);
  }
  await reads(second);
  await expect(page(stack.edges[0]?.address ?? '', first, card)).rejects.toThrow(/self-signed|certificate/);
  expect(await project.on('drift')).toMatchObject({ exitCode: 0 });

  const [edge] = stack.edges;
  if (!edge) throw new Error('no edge');
  const strange = await certificate();
  await putCertificate(net, edge.name, strange);
  await (await edgeRpc(net, edge)).call('tls.reload');
  const found = await project.on('drift');
  expect(found.stdout).toContain('certificate');
  expect(found.exitCode).toBe(2);
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
  await asksForPassword(edge.address, second);
});

async function putCertificate(net: string, edge: string, pem: string): Promise<void> {
  const script = `cat > ${EDGE_LIVE}/tls.pem`;
  await execa('docker', ['exec', '-i', containerName(net, edge), 'sh', '-c', script], { input: pem });
}
