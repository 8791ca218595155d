import pLimit from 'p-limit';
import type { Applied } from '../apply/provider.ts';
import { getRoomObject } from '../apply/resources/room-object.ts';
import type { ChatworkClient } from '../chatwork/client.ts';
import { readRoom, wantedRoom } from '../chatwork/live-room.ts';
import { otherPeople, type RoomDifference, roomDifferences } from '../chatwork/room-diff.ts';
import { ROOMS_AT_A_TIME, tenantsInTurn } from '../chatwork/rotation.ts';
import type { Text } from '../domain/language.ts';
import { Problem, problemText } from '../domain/problem.ts';
import type { Blobs } from '../store/store.ts';
import type { Difference, Failure } from './report.ts';
import { toDifference } from './room-difference.ts';

const AT_ONCE = 4;

export interface RoomLook {
  blobs: Blobs;
  client: ChatworkClient;
  fingerprintKey: Uint8Array;
  markerSecret: () => Promise<string>;
  /** Milliseconds since 1970: which rooms have their turn. */
  now: number;
}

/** A room that was applied. */
type AppliedRoom = Applied<'ChatworkRoom'>;

/**
 * Compares applied rooms with what Chatwork says of them: one listing shows those that are gone or renamed, then up to
 * {@link ROOMS_AT_A_TIME} are looked into; the rest take their turn.
 */
export async function lookAtRooms(
  look: RoomLook,
  resources: Iterable<Applied>,
): Promise<{ differences: Difference[]; failures: Failure[]; notices: Text[] }> {
  const rooms = [...resources].filter(({ type }) => type === 'ChatworkRoom') as AppliedRoom[];
  const differences: Difference[] = [];
  const notices: Text[] = [];
  const failures: Failure[] = [];
  if (rooms.length === 0) return { differences, failures, notices };
  try {
    const listed = new Map((await look.client.rooms()).map((room) => [room.room_id, room.name]));
    const turn = tenantsInTurn(
      rooms.map(({ inputs }) => inputs.tenant),
      look.now,
    );
    const limit = pLimit(AT_ONCE);
    const found = await Promise.all(
      rooms.map((room) => limit(() => lookAtRoom(look, room, listed, turn.has(room.inputs.tenant)))),
    );
    for (const one of found) {
      differences.push(...one.differences);
      notices.push(...one.notices);
    }
    if (turn.size < rooms.length) {
      notices.push({
        en: `${rooms.length - turn.size} Chatwork rooms were looked at by name alone; ${ROOMS_AT_A_TIME} take their turn every 5 minutes`,
        ja: `Chatwork のルーム ${rooms.length - turn.size} 室は名前だけを見ました。5 分ごとに ${ROOMS_AT_A_TIME} 室ずつ順に調べます`,
      });
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    failures.push({ where: 'chatwork', problem: problemText(error) });
  }
  return { differences, failures, notices };
}

async function lookAtRoom(
  look: RoomLook,
  room: AppliedRoom,
  listed: ReadonlyMap<number, string>,
  inTurn: boolean,
) {
  const { tenant, fingerprint } = room.inputs;
  const id = room.outputs.roomId as number;
  const gone: Difference = {
    tenant,
    place: 'room',
    kind: 'missing',
    item: `room ${id}`,
    expected: 'a room that our account is in',
  };
  const nothing: { differences: Difference[]; notices: Text[] } = { differences: [], notices: [] };
  const name = listed.get(id);
  if (name === undefined) return { ...nothing, differences: [gone] };
  const wanted = wantedRoom(
    await getRoomObject(look.blobs, fingerprint, look.fingerprintKey),
    await look.markerSecret(),
  );
  if (!inTurn) {
    const renamed: RoomDifference[] =
      name === wanted.name ? [] : [{ item: 'name', expected: wanted.name, found: name }];
    return { ...nothing, differences: renamed.map((difference) => toDifference(tenant, id, difference)) };
  }
  const live = await readRoom(look.client, id);
  if (!live) return { ...nothing, differences: [gone] };
  const others = otherPeople(wanted, live);
  return {
    differences: roomDifferences(wanted, live).map((difference) => toDifference(tenant, id, difference)),
    notices: others.length === 0 ? [] : [othersWords(tenant, id, others)],
  };
}

function othersWords(tenant: string, id: number, others: readonly number[]): Text {
  const accounts = others.map((account) => `account ${account}`).join(', ');
  return {
    en: `tenant ${tenant}: in room ${id} but not in its file: ${accounts}; they stay, and see every report`,
    ja: `契約会社 ${tenant}: ルーム ${id} にいて、ファイルにない参加者: ${accounts}。そのまま残り、すべての受電報告を見ます`,
  };
}
