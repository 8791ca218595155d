import type { TenantId } from '../domain/ids.ts';
import type { RoomObject } from '../render/objects.ts';
import type { ChatworkClient } from './client.ts';
import { roomMarker, withMarker } from './marker.ts';
import { ChatworkProblem } from './problem.ts';
import type { LiveRoom, WantedRoom } from './room-diff.ts';

/** A rendered room as it is sent to Chatwork: with its marker. */
export function wantedRoom(room: RoomObject, markerSecret: string): WantedRoom {
  const { name, members, link } = room;
  return {
    name,
    members,
    link,
    description: withMarker(room.description, markerOf(room.tenant, markerSecret)),
  };
}

/** The marker of a tenant's room. */
export function markerOf(tenant: TenantId, markerSecret: string): string {
  return roomMarker(markerSecret, tenant);
}

/** A room as it is now, in three requests; undefined where it is gone or we are no longer in it. */
export async function readRoom(client: ChatworkClient, id: number): Promise<LiveRoom | undefined> {
  try {
    const details = await client.room(id);
    return { details, members: await client.members(id), link: await client.link(id) };
  } catch (error) {
    if (error instanceof ChatworkProblem && error.code === 'chatwork-not-found') return undefined;
    throw error;
  }
}
