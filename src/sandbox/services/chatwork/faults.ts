import type { FastifyInstance } from 'fastify';
import { ApiError, tooMany } from './error.ts';

/** How often something goes wrong, each from 0 to 1, and a number in [0, 1) for each question whether it does. */
export interface Faults {
  random(): number;
  /** 429 although there are requests left. */
  limited: number;
  /** 500; nothing was done. */
  failed: number;
  /** A post is made, and its answer lost. */
  lost: number;
  /** Told of each. */
  happened?(what: 'limited' | 'failed' | 'lost'): void;
}

/** Has a stand-in fail as a service does that is far away and busy. */
export function faultHooks(api: FastifyInstance, faults: Faults): void {
  const happens = (what: 'limited' | 'failed' | 'lost'): boolean => {
    if (faults[what] === 0 || faults.random() >= faults[what]) return false;
    faults.happened?.(what);
    return true;
  };
  api.addHook('preHandler', async (_request, reply) => {
    if (happens('limited')) {
      const reset = Math.floor(Date.now() / 1000) + 1;
      reply.headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) });
      throw tooMany();
    }
    if (happens('failed')) throw new ApiError(500, 'Internal Server Error');
  });
  api.addHook('onSend', async (request, reply) => {
    const posted = request.method === 'POST' && request.url.endsWith('/messages') && reply.statusCode < 300;
    if (posted && happens('lost')) request.raw.socket.destroy();
  });
}
