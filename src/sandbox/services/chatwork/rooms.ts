import type { FastifyInstance } from 'fastify';
import { ApiError, notAdmin } from './error.ts';
import { type Form, flag, formOf, text } from './form.ts';
import { newLink } from './link.ts';
import { membersOf } from './members.ts';
import { type ChatworkState, emptyRoom, type Room, seconds } from './state.ts';

type WithRoom = { Params: { room: string } };

const ICONS =
  'group check document meeting event project business study security star idea heart magcup beer music sports travel'.split(
    ' ',
  );

/** Rooms themselves. The list has no descriptions; one room has. */
export function roomRoutes(api: FastifyInstance, state: ChatworkState): void {
  api.get('/rooms', () => state.rooms().map((room) => roomFields(state, room)));

  api.post('/rooms', (request) => {
    const form = formOf(request.body);
    const name = text(form, 'name', { min: 1, max: 255, required: true });
    const members = membersOf(form);
    const room: Room = {
      ...emptyRoom(state.id(), 'group', name),
      description: text(form, 'description') ?? '',
      icon: icon(form) ?? 'group',
      // Whoever makes a room is in it, whether named or not.
      members: members.some((m) => m.account === state.account)
        ? members
        : [{ account: state.account, role: 'admin' }, ...members],
    };
    if (flag(form, 'link', false)) room.link = newLink(state, form, 'link_code', 'link_need_acceptance', '');
    state.add(room);
    state.save();
    return { room_id: room.id };
  });

  api.get<WithRoom>('/rooms/:room', (request) => {
    const room = state.room(request.params.room);
    return { ...roomFields(state, room), description: room.description };
  });

  api.put<WithRoom>('/rooms/:room', (request) => {
    const room = state.room(request.params.room);
    if (state.roleIn(room) !== 'admin' || room.type !== 'group') throw notAdmin();
    const form = formOf(request.body);
    const next = {
      name: text(form, 'name', { min: 1, max: 255 }) ?? room.name,
      description: text(form, 'description') ?? room.description,
      icon: icon(form) ?? room.icon,
    };
    Object.assign(room, next, { updated: seconds() });
    state.save();
    return { room_id: room.id };
  });

  api.delete<WithRoom>('/rooms/:room', (request, reply) => {
    const room = state.room(request.params.room);
    const action = text(formOf(request.body), 'action_type', { required: true });
    if (room.type !== 'group') throw notAdmin();
    if (action === 'delete') {
      if (state.roleIn(room) !== 'admin') throw notAdmin();
      state.remove(room);
    } else if (action === 'leave') {
      room.members = room.members.filter((member) => member.account !== state.account);
    } else {
      throw new ApiError(400, "Parameter 'action_type' is invalid");
    }
    state.save();
    return reply.code(204).send();
  });
}

function icon(form: Form): string | undefined {
  const preset = text(form, 'icon_preset');
  if (preset !== undefined && !ICONS.includes(preset))
    throw new ApiError(400, "Parameter 'icon_preset' is invalid");
  return preset;
}

function roomFields(state: ChatworkState, room: Room): Record<string, unknown> {
  return {
    room_id: room.id,
    name: room.name,
    type: room.type,
    role: state.roleIn(room),
    sticky: false,
    unread_num: 0,
    mention_num: 0,
    mytask_num: 0,
    message_num: room.messages.length,
    file_num: room.files.length,
    task_num: 0,
    icon_path: `https://appdata.chatwork.example/icon/${room.icon}.png`,
    last_update_time: room.updated,
  };
}
