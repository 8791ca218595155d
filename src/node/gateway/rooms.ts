import { mkdir, readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { ChatworkClient } from '../../chatwork/client.ts';
import { hasMarker } from '../../chatwork/marker.ts';
import { ChatworkProblem } from '../../chatwork/problem.ts';
import { RoomDirectory } from '../../chatwork/rooms.ts';
import type { TenantId } from '../../domain/ids.ts';

/**
 * The id of a tenant's room; undefined where there is none. A room that is known, found before or adopted, is asked each time
 * whether it carries the tenant's marker. A report that went to another customer's room could not be taken back.
 */
export async function findRoom(
  client: ChatworkClient,
  room: { tenant: TenantId; name: string; roomId?: number; marker: string },
  folder: string,
): Promise<number | undefined> {
  if (room.roomId !== undefined)
    return (await carries(client, room.roomId, room.marker)) ? room.roomId : undefined;
  const file = `${folder}/${room.tenant}`;
  const before = Number(await readFile(file, 'utf8').catch(() => ''));
  if (before > 0 && (await carries(client, before, room.marker))) return before;
  const found = await new RoomDirectory(client).find(room);
  if (found !== undefined) {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(file, String(found));
  }
  return found;
}

async function carries(client: ChatworkClient, id: number, marker: string): Promise<boolean> {
  try {
    return hasMarker((await client.room(id)).description, marker);
  } catch (error) {
    if (error instanceof ChatworkProblem && !error.temporary) return false;
    throw error;
  }
}
