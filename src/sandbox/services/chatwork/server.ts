import { timingSafeEqual } from 'node:crypto';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { controlRoutes } from './control.ts';
import { downloadRoutes, FileContents } from './downloads.ts';
import { ApiError, invalidToken, noEndpoint, tooMany } from './error.ts';
import { type Faults, faultHooks } from './faults.ts';
import { FILE_LIMIT_BYTES, fileRoutes } from './files.ts';
import { Limits } from './limits.ts';
import { linkRoutes } from './link.ts';
import { accountRoutes } from './me.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { roomRoutes } from './rooms.ts';
import { ChatworkState } from './state.ts';

export interface ChatworkSettings {
  token: string;
  /** The account that the token is of. */
  account: number;
  /** Where rooms outlive a restart. */
  file?: string;
  /** How many times shorter the limits' windows are. Default 1 */
  shortened?: number;
  /** What goes wrong now and then. May be changed while it runs. */
  faults?: Faults;
}

/**
 * A stand-in for Chatwork's API v2, as its official documents and clients describe it: form bodies alone, x-chatworktoken, the rate limits with their
 * headers, `{"errors":[…]}`. For the sandbox and tests; nothing of it leaves this machine.
 */
export async function chatworkStandIn(settings: ChatworkSettings): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: FILE_LIMIT_BYTES + 65_536, forceCloseConnections: true });
  const state = new ChatworkState(settings.account, settings.file);
  const limits = new Limits(settings.shortened);
  const contents = new FileContents();

  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: FILE_LIMIT_BYTES } });
  // Bodies of any other type are taken and not read: their parameters count as absent, as at Chatwork.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof ApiError) return reply.code(error.status).send({ errors: error.errors });
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ errors: [status === 413 ? 'The file is too large' : error.message] });
  });
  const unknown = (): never => {
    throw noEndpoint();
  };
  app.setNotFoundHandler(unknown);

  await app.register(
    async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        const token = request.headers['x-chatworktoken'];
        if (typeof token !== 'string' || !sameToken(token, settings.token)) throw invalidToken();
        const allowance = limits.request(token, Date.now());
        reply.headers({
          'x-ratelimit-limit': String(allowance.limit),
          'x-ratelimit-remaining': String(allowance.remaining),
          'x-ratelimit-reset': String(allowance.reset),
        });
        if (allowance.exceeded) throw tooMany();
      });
      if (settings.faults) faultHooks(api, settings.faults);
      api.setNotFoundHandler(unknown);
      accountRoutes(api, state);
      roomRoutes(api, state);
      memberRoutes(api, state);
      messageRoutes(api, state, limits);
      fileRoutes(api, state, limits, contents);
      linkRoutes(api, state);
    },
    { prefix: '/v2' },
  );
  downloadRoutes(app, contents);
  controlRoutes(app, state, limits);
  return app;
}

function sameToken(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
