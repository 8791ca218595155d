import pLimit from 'p-limit';
import { objectsOf } from '../plan/release-body.ts';
import { keys } from '../store/keys.ts';
import { desiredParts, pointedNodes, readPointer } from '../store/pointer.ts';
import { readRelease } from '../store/release.ts';
import type { Blobs } from '../store/store.ts';

const AT_ONCE = 16;

/**
 * Takes out of the store what no pointer leads to: customers' names and addresses lie in objects and rooms, and a stack that was taken away
 * has no use for them. Nodes of another stack in the same store keep what they are pointed at. For the one who holds the lock of the state,
 * once nothing is applied any more; interrupted, the next destroy goes on.
 */
export async function tidyStore(blobs: Blobs): Promise<void> {
  const named = await namedKeys(blobs);
  const there = await Promise.all(
    [keys.objects, keys.releases, keys.rooms].map((prefix) => blobs.list(prefix)),
  );
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    there
      .flat()
      .filter((key) => !named.has(key))
      .map((key) => limit(() => blobs.delete(key))),
  );
}

async function namedKeys(blobs: Blobs): Promise<Set<string>> {
  const named = new Set<string>();
  for (const node of await pointedNodes(blobs)) {
    for (const part of await desiredParts(blobs, node)) {
      const pointer = await readPointer(blobs, node, part);
      const body = pointer && (await readRelease(blobs, pointer.release));
      if (!pointer || !body) continue;
      named.add(keys.release(pointer.release));
      for (const digest of objectsOf(body)) named.add(keys.object(digest));
    }
  }
  return named;
}
