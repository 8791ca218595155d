import { randomBytes } from 'node:crypto';
import { keys } from './keys.ts';
import type { Blobs } from './store.ts';

/**
 * The key of fingerprints: HMACs that tell, in state and plans, that names or addresses changed without letting anyone guess them.
 * Made once for a store; whoever loses the race takes the other's.
 */
export async function fingerprintKey(blobs: Blobs): Promise<Uint8Array> {
  const found = await blobs.get(keys.fingerprint);
  if (found) return found.body;
  await blobs.put(keys.fingerprint, randomBytes(32), { ifVersion: null });
  return await fingerprintKey(blobs);
}

/**
 * The key for a look that writes nothing. Where nothing was ever applied there is none to compare with, and a passing one does: the
 * fingerprints made with it are equal to no others.
 */
export async function readFingerprintKey(blobs: Blobs): Promise<Uint8Array> {
  return (await knownFingerprintKey(blobs)) ?? passingKey();
}

/** The key where something was ever applied. */
export async function knownFingerprintKey(blobs: Blobs): Promise<Uint8Array | undefined> {
  return (await blobs.get(keys.fingerprint))?.body;
}

/** A key for one look at two sides: what is made with it is to be compared with itself alone, and printed nowhere. */
export function passingKey(): Uint8Array {
  return randomBytes(32);
}
