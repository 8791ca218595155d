import { canonicalJson } from '../domain/canonical.ts';
import { roomFingerprint } from '../plan/desired.ts';
import type { Staging } from '../plan/staging.ts';
import { keys } from '../store/keys.ts';
import { putMissing } from '../store/missing.ts';
import { putObjects } from '../store/objects.ts';
import { putRelease, type Signer } from '../store/release.ts';
import { sideBySide } from '../store/side-by-side.ts';
import type { Blobs } from '../store/store.ts';

/**
 * Puts everything that resources will name into the store: objects first, then releases, which list them. Idempotent, and noticed by
 * nobody: no pointer names any of it yet.
 */
export async function stage(
  blobs: Blobs,
  staging: Staging,
  { signer, fingerprintKey }: { signer: Signer; fingerprintKey: Uint8Array },
): Promise<void> {
  await putObjects(
    blobs,
    staging.parts.flatMap((part) => part.objects),
  );
  await sideBySide(staging.parts, ({ body }) => putRelease(blobs, body, signer));
  const rooms = staging.rooms.map(
    (room) => [keys.room(roomFingerprint(room, fingerprintKey)), () => canonicalJson(room.object)] as const,
  );
  await putMissing(blobs, keys.rooms, new Map(rooms), 1);
}
