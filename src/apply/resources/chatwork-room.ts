import { markerOf, readRoom, wantedRoom } from '../../chatwork/live-room.ts';
import { lastLine } from '../../chatwork/marker.ts';
import {
  type LiveRoom,
  mergedMembers,
  otherPeople,
  roomDifferences,
  type WantedRoom,
} from '../../chatwork/room-diff.ts';
import type { TenantId } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { diffValues } from '../../plan/diff.ts';
import type { ChatworkRoomInputs } from '../../plan/resource.ts';
import type { ApplyContext } from '../context.ts';
import type { Applied, ResourceHandler } from '../provider.ts';
import { getRoomObject } from './room-object.ts';

/**
 * A tenant's room. It is looked for by its marker before it is made, so that an interrupted apply never makes a second one. People who are
 * in the room but not in the file stay, and are reported; a room whose tenant goes is left to its people.
 */
export function chatworkRoomHandler(context: ApplyContext): ResourceHandler<'ChatworkRoom'> {
  const { client, rooms } = context.chatwork;
  const settle = async (
    inputs: ChatworkRoomInputs,
    knownId?: number,
  ): Promise<{ id: string; outputs: { roomId: number } }> => {
    const { wanted, marker } = await wantedOf(context, inputs);
    const { tenant } = inputs;
    const candidates =
      inputs.roomId === undefined
        ? [knownId, () => rooms.find({ tenant, name: wanted.name, marker })]
        : [inputs.roomId];
    for (const candidate of candidates) {
      const id = typeof candidate === 'function' ? await candidate() : candidate;
      const live = id === undefined ? undefined : await readRoom(client, id);
      if (id === undefined || !live) continue;
      if (inputs.roomId !== undefined) checkAdoption(context, id, live, { tenant, marker });
      await mend(context, id, wanted, live);
      sayOthers(context, tenant, wanted, live);
      return { id: String(id), outputs: { roomId: id } };
    }
    if (inputs.roomId !== undefined) {
      throw new Problem(
        'chatwork-room-missing',
        {
          en: `tenant ${tenant} adopts room ${inputs.roomId}, which our account cannot see`,
          ja: `契約会社 ${tenant} が引き継ぐルーム ${inputs.roomId} が、自社のアカウントから見えません`,
        },
        {
          en: 'have our account added to it as an admin, or mend roomId',
          ja: '自社のアカウントを管理者として加えてもらうか、roomId を直してください',
        },
      );
    }
    const made = await make(context, wanted);
    return { id: String(made), outputs: { roomId: made } };
  };
  return {
    refreshBeforeUpdate: true,
    diff: (old, next) => ({ changes: diffValues(old, next), replace: false }),
    create: (_name, inputs) => settle(inputs),
    async update(applied, inputs) {
      return { outputs: (await settle(inputs, roomIdOf(applied))).outputs };
    },
    async read(applied) {
      const id = roomIdOf(applied);
      if (id === undefined) return undefined;
      // One listing for all rooms: what drift finds in it, whether or not it is a room's turn, is mended.
      const listed = (await rooms.rooms()).get(id);
      if (!listed) return undefined;
      const { wanted } = await wantedOf(context, applied.inputs);
      if (!context.chatwork.looked.has(applied.inputs.tenant))
        return { applied, drifted: listed.name !== wanted.name };
      const live = await readRoom(client, id);
      if (!live) return undefined;
      sayOthers(context, applied.inputs.tenant, wanted, live);
      return { applied, drifted: roomDifferences(wanted, live).length > 0 };
    },
    delete: async () => {},
  };
}

async function wantedOf(
  context: ApplyContext,
  inputs: ChatworkRoomInputs,
): Promise<{ wanted: WantedRoom; marker: string }> {
  const object = await getRoomObject(context.blobs, inputs.fingerprint, context.fingerprintKey);
  const secret = await context.chatwork.markerSecret();
  return { wanted: wantedRoom(object, secret), marker: markerOf(inputs.tenant, secret) };
}

async function make(context: ApplyContext, wanted: WantedRoom): Promise<number> {
  const { client, rooms } = context.chatwork;
  const id = await client.createRoom(wanted);
  await rooms.note({ room_id: id, name: wanted.name, type: 'group', role: 'admin' }, wanted.description);
  if (wanted.link) await client.createLink(id);
  return id;
}

/** One request for each thing that differs, and none where nothing does. */
async function mend(
  { chatwork: { client } }: ApplyContext,
  id: number,
  wanted: WantedRoom,
  live: LiveRoom,
): Promise<void> {
  const items = new Set(roomDifferences(wanted, live).map((difference) => difference.item));
  // Our own account has to be an admin before anything else of the room can be changed.
  if (items.has('member')) await client.setMembers(id, (members) => mergedMembers(wanted, { members }));
  if (items.has('name') || items.has('description')) {
    const { name, description } = wanted;
    await client.updateRoom(id, { name, description });
  }
  if (items.has('approval')) await client.requireApproval(id, live.link);
  if (items.has('link')) await (wanted.link ? client.createLink(id) : client.deleteLink(id));
}

/** A room of another tenant is never adopted: its people would read this one's reports. */
function checkAdoption(
  context: ApplyContext,
  id: number,
  live: LiveRoom,
  { tenant, marker }: { tenant: TenantId; marker: string },
): void {
  const line = lastLine(live.details.description ?? '');
  if (line.startsWith('denwaban:') && line !== marker) {
    throw new Problem(
      'chatwork-room-taken',
      {
        en: `tenant ${tenant} adopts room ${id}, which carries another tenant's marker`,
        ja: `契約会社 ${tenant} が引き継ぐルーム ${id} に、別の契約会社の目印があります`,
      },
      {
        en: 'mend roomId, or take the marker out of its description if that tenant has gone',
        ja: 'roomId を直すか、その契約会社がもういないなら説明から目印を消してください',
      },
    );
  }
  const ours = live.members.find((member) => member.account_id === context.chatwork.account);
  if (ours?.role !== 'admin') {
    throw new Problem(
      'chatwork-room-not-admin',
      {
        en: `tenant ${tenant} adopts room ${id}, where our account is no admin`,
        ja: `契約会社 ${tenant} が引き継ぐルーム ${id} で、自社のアカウントが管理者ではありません`,
      },
      {
        en: "have one of the room's admins make our account an admin",
        ja: 'ルームの管理者に、自社のアカウントを管理者にしてもらってください',
      },
    );
  }
}

function sayOthers(context: ApplyContext, tenant: TenantId, wanted: WantedRoom, live: LiveRoom): void {
  const others = otherPeople(wanted, live).length;
  if (others > 0) {
    context.notices.say({
      en: `tenant ${tenant}: ${others} in the Chatwork room who ${others === 1 ? 'is' : 'are'} not in its file; they stay, and see every report`,
      ja: `契約会社 ${tenant}: Chatwork のルームに、ファイルにない参加者が ${others} 名います。そのまま残り、すべての受電報告を見ます`,
    });
  }
}

function roomIdOf(applied: Applied<'ChatworkRoom'>): number | undefined {
  const { roomId } = applied.outputs;
  return typeof roomId === 'number' ? roomId : undefined;
}
