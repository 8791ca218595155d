import type { FastifyInstance } from 'fastify';
import { accountFields, isContact } from './accounts.ts';
import { ApiError, notAdmin } from './error.ts';
import { type Form, formOf, ids } from './form.ts';
import type { ChatworkState, Role, Room } from './state.ts';

const FIELDS = {
  members_admin_ids: 'admin',
  members_member_ids: 'member',
  members_readonly_ids: 'readonly',
} as const;

/** GET lists a room's members, PUT replaces all of them. */
export function memberRoutes(api: FastifyInstance, state: ChatworkState): void {
  api.get<{ Params: { room: string } }>('/rooms/:room/members', (request) =>
    state.room(request.params.room).members.map(({ account, role }) => ({ ...accountFields(account), role })),
  );

  api.put<{ Params: { room: string } }>('/rooms/:room/members', (request) => {
    const room = state.room(request.params.room);
    if (state.roleIn(room) !== 'admin' || room.type !== 'group') throw notAdmin();
    room.members = membersOf(formOf(request.body), (account) => isIn(room, account));
    state.save();
    const of = (role: Role) => room.members.filter((m) => m.role === role).map((m) => m.account);
    return { admin: of('admin'), member: of('member'), readonly: of('readonly') };
  });
}

/**
 * The members that a form names. At least one admin; nobody twice; only contacts, or who is in the room already.
 * @param isMember whether an account is in the room now
 */
export function membersOf(form: Form, isMember: (account: number) => boolean = () => false): Room['members'] {
  if (form.members_admin_ids === undefined) {
    throw new ApiError(400, "Required parameter 'members_admin_ids' is missing");
  }
  const members = Object.entries(FIELDS).flatMap(([field, role]) =>
    ids(form, field).map((account) => {
      if (!isContact(account) && !isMember(account))
        throw new ApiError(400, `Parameter '${field}' is invalid`);
      return { account, role };
    }),
  );
  if (!members.some((member) => member.role === 'admin')) {
    throw new ApiError(400, "Parameter 'members_admin_ids' is invalid");
  }
  if (new Set(members.map((member) => member.account)).size !== members.length) {
    throw new ApiError(400, 'Members must not have more than one role');
  }
  return members;
}

function isIn(room: Room, account: number): boolean {
  return room.members.some((member) => member.account === account);
}
