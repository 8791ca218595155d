import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiError, notAdmin } from './error.ts';
import { type Form, flag, formOf, text } from './form.ts';
import type { ChatworkState, InvitationLink, Room } from './state.ts';

type WithRoom = { Params: { room: string } };

/** A room's invitation link. An approval by an admin is on unless it is switched off. */
export function linkRoutes(api: FastifyInstance, state: ChatworkState): void {
  const admin = (id: string): Room => {
    const room = state.room(id);
    if (state.roleIn(room) !== 'admin' || room.type !== 'group') throw notAdmin();
    return room;
  };

  api.get<WithRoom>('/rooms/:room/link', (request) => linkFields(state.room(request.params.room).link));

  api.post<WithRoom>('/rooms/:room/link', (request) => {
    const room = admin(request.params.room);
    if (room.link) throw new ApiError(400, 'Invitation link already exists');
    const form = formOf(request.body);
    room.link = newLink(state, form, 'code', 'need_acceptance', text(form, 'description') ?? '');
    state.save();
    return linkFields(room.link);
  });

  api.put<WithRoom>('/rooms/:room/link', (request) => {
    const room = admin(request.params.room);
    if (!room.link) throw new ApiError(400, 'Invitation link does not exist');
    const form = formOf(request.body);
    const before = room.link;
    delete room.link;
    try {
      // As in the official description, a code that is left out is drawn anew.
      room.link = newLink(
        state,
        form,
        'code',
        'need_acceptance',
        text(form, 'description') ?? before.description,
      );
    } catch (error) {
      room.link = before;
      throw error;
    }
    state.save();
    return linkFields(room.link);
  });

  api.delete<WithRoom>('/rooms/:room/link', (request) => {
    const room = admin(request.params.room);
    if (!room.link) throw new ApiError(400, 'Invitation link does not exist');
    delete room.link;
    state.save();
    return linkFields(undefined);
  });
}

/** A link as a form describes it; the fields are called otherwise where a room is made. */
export function newLink(
  state: ChatworkState,
  form: Form,
  codeField: string,
  acceptanceField: string,
  description: string,
): InvitationLink {
  const code = text(form, codeField, { min: 1, max: 50 }) ?? randomBytes(9).toString('base64url');
  if (!/^[A-Za-z0-9_-]+$/.test(code)) throw new ApiError(400, `Parameter '${codeField}' is invalid`);
  if (state.linkTaken(code)) throw new ApiError(400, `Parameter '${codeField}' is already used`);
  return { code, needAcceptance: flag(form, acceptanceField, true), description };
}

function linkFields(link: InvitationLink | undefined): Record<string, unknown> {
  if (!link) return { public: false };
  return {
    public: true,
    url: `https://www.chatwork.example/g/${link.code}`,
    need_acceptance: link.needAcceptance,
    description: link.description,
  };
}
