import { sideBySide } from './side-by-side.ts';
import type { Blobs } from './store.ts';

/**
 * Puts values that are not there yet, several at a time; what is there is left alone, so that it may be interrupted and repeated.
 * @param values by key, each made when it is written
 * @param listFrom from this many values on, one listing of what is below the prefix is cheaper than a write for each
 * @returns how many were written
 */
export async function putMissing(
  blobs: Blobs,
  prefix: string,
  values: ReadonlyMap<string, () => Uint8Array | string>,
  listFrom: number,
): Promise<number> {
  const there = values.size < listFrom ? new Set<string>() : new Set(await blobs.list(prefix));
  const missing = [...values].filter(([key]) => !there.has(key));
  const written = await sideBySide(missing, ([key, value]) => blobs.put(key, value(), { ifVersion: null }));
  return written.filter(Boolean).length;
}
