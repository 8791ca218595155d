import type { FastifyInstance } from 'fastify';
import { author } from './accounts.ts';
import { ApiError, notAdmin, tooManyPosts } from './error.ts';
import { flag, formOf, text } from './form.ts';
import type { Limits } from './limits.ts';
import { type ChatworkState, type Message, type Room, seconds } from './state.ts';

type WithRoom = { Params: { room: string }; Querystring: Record<string, string | undefined> };
type WithMessage = { Params: { room: string; message: string } };

/** At most this many are given out at once, the newest. */
const PAGE = 100;

/** Messages of a room. */
export function messageRoutes(api: FastifyInstance, state: ChatworkState, limits: Limits): void {
  api.get<WithRoom>('/rooms/:room/messages', (request, reply) => {
    const room = state.room(request.params.room);
    const latest = room.messages.slice(-PAGE);
    const news = flag(request.query, 'force', false)
      ? latest
      : latest.filter((message) => room.seen === undefined || Number(message.id) > Number(room.seen));
    const last = room.messages.at(-1);
    if (last) room.seen = last.id;
    // Nothing (new) to read: 204 without a body.
    return news.length === 0 ? reply.code(204).send() : news.map(messageFields);
  });

  api.post<WithRoom>('/rooms/:room/messages', (request) => {
    const room = state.room(request.params.room);
    const form = formOf(request.body);
    const body = text(form, 'body', { min: 1, max: 65_535, required: true });
    flag(form, 'self_unread', false);
    if (state.roleIn(room) === 'readonly') throw notAdmin();
    if (!limits.post(room.id, Date.now())) throw tooManyPosts();
    const message = post(state, room, body);
    state.save();
    return { message_id: message.id };
  });

  api.get<WithMessage>('/rooms/:room/messages/:message', (request) => {
    const room = state.room(request.params.room);
    const message = room.messages.find(({ id }) => id === request.params.message);
    if (!message) throw new ApiError(404, 'The message is not found');
    return messageFields(message);
  });
}

/** Puts a message of our own into a room. */
export function post(state: ChatworkState, room: Room, body: string): Message {
  const message = { id: String(state.id()), account: state.account, body, sent: seconds(), updated: 0 };
  room.messages.push(message);
  room.updated = message.sent;
  return message;
}

function messageFields(message: Message): Record<string, unknown> {
  return {
    message_id: message.id,
    account: author(message.account),
    body: message.body,
    send_time: message.sent,
    update_time: message.updated,
  };
}
