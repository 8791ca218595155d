import type { Digest, NodeName } from '../../src/domain/ids.ts';
import * as pointers from '../../src/store/pointer.ts';
import type { Blobs } from '../../src/store/store.ts';

/** Moves a pointer as a hand would, with no lock: under whatever token it has. */
export async function movePointer(
  blobs: Blobs,
  node: NodeName,
  part: string,
  release: Digest,
  reason?: string,
) {
  const { token = 0 } = (await pointers.readPointer(blobs, node, part)) ?? {};
  return await pointers.movePointer({ blobs, fence: async () => token }, node, part, release, reason);
}

/** Takes a pointer away as a hand would. */
export async function removePointer(blobs: Blobs, node: NodeName, part: string): Promise<void> {
  await pointers.removePointer({ blobs, fence: async () => 0 }, node, part);
}
