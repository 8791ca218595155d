import { hmac, sha256 } from '../../domain/canonical.ts';
import { Problem } from '../../domain/problem.ts';
import type { RoomObject } from '../../render/objects.ts';
import { keys } from '../../store/keys.ts';
import type { Blobs } from '../../store/store.ts';

/** What a room is to be, fetched by its fingerprint and checked against it. Problems `room-not-staged`, `object-damaged`. */
export async function getRoomObject(blobs: Blobs, fingerprint: string, key: Uint8Array): Promise<RoomObject> {
  const found = await blobs.get(keys.room(fingerprint));
  if (!found)
    throw new Problem(
      'room-not-staged',
      { en: `room ${fingerprint} is not in the store`, ja: `ルーム ${fingerprint} がストアにありません` },
      { en: 'run apply again', ja: 'もう一度 apply を実行してください' },
    );
  if (hmac(key, sha256(found.body)) !== fingerprint) {
    throw new Problem(
      'object-damaged',
      {
        en: `room ${fingerprint} in the store has other bytes than its name says`,
        ja: `ストアのルーム ${fingerprint} の中身が名前と合いません`,
      },
      {
        en: 'delete it from the store and run apply again',
        ja: 'ストアから消して、もう一度 apply を実行してください',
      },
    );
  }
  return JSON.parse(Buffer.from(found.body).toString('utf8')) as RoomObject;
}
