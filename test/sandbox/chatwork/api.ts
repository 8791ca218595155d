import type { FastifyInstance, InjectOptions } from 'fastify';
import { chatworkStandIn } from '../../../src/sandbox/services/chatwork/server.ts';

export const TOKEN = 'a-token-of-tests';
export const OWN_ACCOUNT = 1;

/** A stand-in of a test's own, and a way to talk to it as a client with the token does. */
export async function freshApi(file?: string): Promise<{ app: FastifyInstance; call: Call }> {
  const app = await chatworkStandIn({
    token: TOKEN,
    account: OWN_ACCOUNT,
    ...(file === undefined ? {} : { file }),
  });
  return { app, call: caller(app) };
}

export interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, unknown>;
}

export type Call = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  form?: Record<string, string>,
  more?: InjectOptions,
) => Promise<Answer>;

function caller(app: FastifyInstance): Call {
  return async (method, path, form, more = {}) => {
    const answer = await app.inject({
      method,
      url: `/v2${path}`,
      headers: {
        'x-chatworktoken': TOKEN,
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
      ...more,
    });
    return {
      status: answer.statusCode,
      body: answer.body === '' ? undefined : JSON.parse(answer.body),
      headers: answer.headers,
    };
  };
}

/** Makes a room and gives its id. */
export async function makeRoom(call: Call, more: Record<string, string> = {}): Promise<number> {
  const { body } = await call('POST', '/rooms', {
    name: '山田商事様 受電報告',
    members_admin_ids: '1',
    ...more,
  });
  return (body as { room_id: number }).room_id;
}
