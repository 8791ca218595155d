import { type Run, RunEnded } from '../agent/machine.ts';

/** Where edges speak with nodes and with one another. */
export const EDGE_PORT = 5062;
/** Where Kamailio takes what the agent asks, on the edge's own address. */
export const RPC_PORT = 5063;

const PATIENCE_MS = 10_000;

/** Kamailio refused a command; its message is Kamailio's own. */
export class RpcRefused extends Error {}

/** Kamailio's JSON-RPC over HTTP. */
export class Rpc {
  readonly #url: string;

  /** @param key what a request has to name: nobody else may know it */
  constructor(address: string, key: string) {
    this.#url = `http://${address}:${RPC_PORT}/${key}`;
  }

  /** Throws {@link RpcRefused}, or {@link RunEnded} where nothing answers. */
  async call(method: string, ...params: readonly (string | number)[]): Promise<unknown> {
    let answer: { result?: unknown; error?: { message?: string } };
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      answer = (await response.json()) as typeof answer;
    } catch (error) {
      throw new RunEnded(`Kamailio does not answer ${method}`, { cause: error });
    }
    if (answer.error) throw new RpcRefused(`${method}: ${answer.error.message ?? 'refused'}`);
    return answer.result;
  }
}

/** A running Kamailio, which is asked by a request each. */
export interface KamailioRun extends Run {
  rpc: Rpc;
}

/** A running Kamailio that answers; undefined where there is none. */
export async function connectKamailio(rpc: Rpc): Promise<KamailioRun | undefined> {
  try {
    return runOf(rpc, await startedAt(rpc));
  } catch (error) {
    if (error instanceof RunEnded) return undefined;
    throw error;
  }
}

/** Each process that works has its own run: nothing holds a connection that would tell of its end, so that it is asked. */
function runOf(rpc: Rpc, started: number): KamailioRun {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  return {
    rpc,
    started,
    closed,
    close: resolve,
    async ping() {
      try {
        // Another run may have taken its place meanwhile.
        if (Math.abs((await startedAt(rpc)) - started) <= 2_000) return;
      } catch (error) {
        resolve();
        throw error;
      }
      resolve();
      throw new RunEnded('Kamailio was started again');
    },
  };
}

/** Milliseconds since 1970, to the second or so. */
async function startedAt(rpc: Rpc): Promise<number> {
  const { uptime } = (await rpc.call('core.uptime')) as { uptime: number };
  return Math.round(Date.now() / 1000 - uptime) * 1000;
}
