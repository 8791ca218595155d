import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { RunEnded } from '../../../src/node/agent/machine.ts';
import { connectKamailio, type KamailioRun, RPC_PORT, Rpc } from '../../../src/node/kamailio/rpc.ts';

let server: Server | undefined;

/** Answers as Kamailio does when it is asked since when it runs. Each at an address of its own: a client keeps connections. */
async function runsSince(
  address: string,
  answer: () => { up_since: string; uptime: number },
): Promise<KamailioRun | undefined> {
  server = createServer((_, response) => {
    response.end(JSON.stringify({ jsonrpc: '2.0', result: answer(), id: 1 }));
  }).listen(RPC_PORT, address);
  await new Promise((resolve) => server?.once('listening', resolve));
  return await connectKamailio(new Rpc(address, 'key'));
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

it('notices another run of Kamailio that began two seconds after the one before', async () => {
  let since = { up_since: 'Wed Nov 25 16:38:30 2026', uptime: 2 };
  const run = await runsSince('127.0.31.1', () => since);
  await expect(run?.ping()).resolves.toBeUndefined();
  since = { up_since: 'Wed Nov 25 16:38:32 2026', uptime: 0 };
  await expect(run?.ping()).rejects.toThrow(RunEnded);
  await run?.closed;
});

it('takes a clock that was set for no other run', async () => {
  let uptime = 100;
  const run = await runsSince('127.0.31.2', () => ({ up_since: 'Wed Nov 25 16:38:30 2026', uptime }));
  uptime = 3_700;
  await expect(run?.ping()).resolves.toBeUndefined();
});
