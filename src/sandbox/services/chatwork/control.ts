import type { FastifyInstance } from 'fastify';
import { ApiError } from './error.ts';
import { formOf } from './form.ts';
import type { Limits } from './limits.ts';
import type { ChatworkState } from './state.ts';

type WithRoom = { Params: { room: string } };

/**
 * What Chatwork's API has not, for the sandbox: the customers' side, and a look into all rooms at once. Outside of /v2, without a
 * token, and like everything here on loopback alone.
 */
export function controlRoutes(app: FastifyInstance, state: ChatworkState, limits: Limits): void {
  app.get('/_sandbox/rooms', () =>
    state
      .rooms()
      .filter((room) => room.type === 'group')
      .map((room) => ({
        room: room.name,
        roomId: room.id,
        messages: room.messages.map(({ body }) => ({ body })),
      })),
  );

  // A customer comes in by the invitation link, which needs no contact: the API itself cannot add them.
  app.post<WithRoom>('/_sandbox/rooms/:room/join', (request) => {
    const room = state.room(request.params.room);
    const account = Number(formOf(request.body).account);
    if (!Number.isSafeInteger(account) || account < 1)
      throw new ApiError(400, "Parameter 'account' is invalid");
    if (!room.link) throw new ApiError(400, 'The room has no invitation link');
    if (!room.members.some((member) => member.account === account))
      room.members.push({ account, role: 'member' });
    state.save();
    return { account, needAcceptance: room.link.needAcceptance };
  });

  app.post('/_sandbox/limits/reset', (_request, reply) => {
    limits.reset();
    return reply.code(204).send();
  });
}
