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
    return runOf(rpc, await uptime(rpc));
  } catch (error) {
    if (error instanceof RunEnded) return undefined;
    throw error;
  }
}

/** Each process that works has its own run: nothing holds a connection that would tell of its end, so that it is asked. */
function runOf(rpc: Rpc, { up_since, uptime: seconds }: Uptime): KamailioRun {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  return {
    rpc,
    started: Math.round(Date.now() / 1000 - seconds) * 1000,
    closed,
    close: resolve,
    async ping() {
      try {
        // Another run may have taken its place meanwhile.
        if ((await uptime(rpc)).up_since === up_since) return;
      } catch (error) {
        resolve();
        throw error;
      }
      resolve();
      throw new RunEnded('Kamailio was started again');
    },
  };
}

/** `up_since`: the second of its start, in words; another run has another, since its supervisor lets a second go by. `uptime`: in seconds. */
interface Uptime {
  up_since: string;
  uptime: number;
}

function uptime(rpc: Rpc): Promise<Uptime> {
  return rpc.call('core.uptime') as Promise<Uptime>;
}
