import type { ChatworkClient } from '../../../src/chatwork/client.ts';
import type { ByHand, Dice } from './change.ts';

/** A tenant's room as it is live. */
export interface LiveRoom {
  tenant: string;
  roomId: number;
  /** An account of the file that is a plain member. */
  member: number;
}

/** Makes one kind of change in a room. */
export type RoomKind = (client: ChatworkClient, room: LiveRoom, dice: Dice, serial: number) => ByHand;

function inRoom(room: LiveRoom, what: string, item: RegExp, make: () => Promise<unknown>): ByHand {
  return {
    what: `room of ${room.tenant}: ${what}`,
    target: `room ${room.tenant} ${item.source}`,
    addition: false,
    make: async () => {
      await make();
    },
    names: (d) => d.place === 'room' && d.tenant === room.tenant && item.test(d.item),
  };
}

const rename: RoomKind = (client, room, _dice, serial) =>
  inRoom(room, 'renamed', /name$/, () => client.updateRoom(room.roomId, { name: `別の部屋 ${serial}` }));

const describe: RoomKind = (client, room, _dice, serial) =>
  inRoom(room, 'description changed', /description$/, async () => {
    const live = await client.room(room.roomId);
    await client.updateRoom(room.roomId, { description: `${serial}\n${live.description}` });
  });

const closeLink: RoomKind = (client, room) =>
  inRoom(room, 'invitation link taken away', /link/, () => client.deleteLink(room.roomId));

const promote: RoomKind = (client, room) =>
  inRoom(room, "a member's role changed", new RegExp(`account ${room.member}$`), async () => {
    await client.setMembers(room.roomId, (live) =>
      live.map(({ account_id, role }) => ({
        accountId: account_id,
        role: account_id === room.member ? 'readonly' : role,
      })),
    );
  });

/** Every kind of change in a room. */
export const ROOM_KINDS: readonly RoomKind[] = [rename, describe, closeLink, promote];
