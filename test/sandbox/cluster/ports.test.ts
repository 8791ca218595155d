import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { machineContainers } from '../../../src/sandbox/cluster/machines.ts';
import { requireFree } from '../../../src/sandbox/cluster/ports.ts';
import type { SandboxHome, SandboxStack } from '../../../src/sandbox/home.ts';

const HOST = '127.0.97.1';

test('a port that this very process holds is named, with the process', async () => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  try {
    const refusal = requireFree([{ protocol: 'tcp', host: HOST, port }]);
    await expect(refusal).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`${HOST} port ${port}/tcp is in use by`),
      action: expect.stringContaining('DENWABAN_SANDBOX_NET'),
    });
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringContaining(`(process ${process.pid})`),
    });
    await expect(requireFree([{ protocol: 'udp', host: HOST, port }])).resolves.toBeUndefined();
    await expect(requireFree([{ protocol: 'tcp', host: '127.0.97.2', port }])).resolves.toBeUndefined();
  } finally {
    server.close();
  }
});

test('who listens on every address has this one too', async () => {
  const socket = createSocket('udp4').bind(0);
  await once(socket, 'listening');
  try {
    const refusal = requireFree([{ protocol: 'udp', host: HOST, port: socket.address().port }]);
    await expect(refusal).rejects.toMatchObject({ code: 'port-in-use' });
  } finally {
    socket.close();
  }
});

test('every socket that a node or an edge opens on its address is asked for, also those of its agent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-ports-'));
  try {
    const home = { secrets: join(folder, 's'), publicKey: join(folder, 'k') } as SandboxHome;
    for (const file of [home.secrets, home.publicKey]) await writeFile(file, '');
    const stack = {
      nodes: [{ name: 'node1', address: HOST }],
      edges: [{ name: 'edge1', address: HOST }],
      sandbox: { net: '127.0.97' },
    } as unknown as SandboxStack;
    const machines = await machineContainers(stack, home, { node: 'image', edge: 'other' });
    const sockets = machines.map(({ ports }) => ports.map(({ protocol, port }) => `${port}/${protocol}`));
    expect(sockets).toEqual([
      ['5060/udp', '5060/tcp', '5038/tcp', '2525/tcp', '2587/tcp'],
      ['5060/udp', '5060/tcp', '5062/udp', '5063/tcp'],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a machine without ss is told what to do', async () => {
  vi.stubEnv('PATH', HOST);
  try {
    await expect(requireFree([])).rejects.toMatchObject({ code: 'ss-missing' });
  } finally {
    vi.unstubAllEnvs();
  }
});
