import { createServer, type Server } from 'node:http';
import { BlockList } from 'node:net';
import type { Metrics } from './metrics.ts';

/** Where Node.js programs usually tell Prometheus. */
export const METRICS_PORT = 9464;

/** Who may read besides the node itself. */
export interface Reader {
  network: string;
  bits: number;
}

/**
 * Serves `GET /metrics` on the node's own address. Whoever is in no named network gets no answer: the connection ends.
 * @param readers who may read; the node itself always may
 */
export function serveMetrics(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  at: { host: string; port: number },
  readers: readonly Reader[],
): Server {
  const allowed = new BlockList();
  for (const own of [at.host, '127.0.0.1']) allowed.addAddress(own);
  for (const { network, bits } of readers) allowed.addSubnet(network, bits);
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
    const text = await metrics.text().catch(() => undefined);
    if (text === undefined) return response.writeHead(500).end();
    return response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text);
  });
  server.on('connection', (socket) => {
    if (!allowed.check(socket.remoteAddress ?? '')) socket.destroy();
  });
  // Without its metrics a node still takes calls.
  server.on('error', () => {});
  server.listen(at.port, at.host);
  // The agent ends when it is told to, whoever reads.
  server.unref();
  return server;
}
