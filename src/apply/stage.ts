import { canonicalJson } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import { roomFingerprint } from '../plan/desired.ts';
import type { Staging } from '../plan/staging.ts';
import { keys } from '../store/keys.ts';
import { putObjects } from '../store/objects.ts';
import { putRelease, type Signer } from '../store/release.ts';
import { sideBySide } from '../store/side-by-side.ts';
import type { Blobs } from '../store/store.ts';

/**
 * Puts everything that resources will name into the store: objects first, then releases, which list them. Idempotent, and noticed by
 * nobody: no pointer names any of it yet.
 * @returns the release of each part
 */
export async function stage(
  blobs: Blobs,
  staging: Staging,
  { signer, fingerprintKey }: { signer: Signer; fingerprintKey: Uint8Array },
): Promise<Map<string, Digest>> {
  await putObjects(
    blobs,
    staging.parts.flatMap((part) => part.objects),
  );
  const digests = await sideBySide(staging.parts, ({ body }) => putRelease(blobs, body, signer));
  await sideBySide(staging.rooms, (room) =>
    blobs.put(keys.room(roomFingerprint(room, fingerprintKey)), canonicalJson(room.object), {
      ifVersion: null,
    }),
  );
  return new Map(staging.parts.map(({ body }, i) => [body.part, digests[i] as Digest]));
}
