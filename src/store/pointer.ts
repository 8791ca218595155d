import { type Digest, type NodeName, parseDigest } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import { readStatus } from './status.ts';
import type { Blobs, Pointer } from './store.ts';

/** What a part of a node is to be now; undefined where nothing has been desired of it yet. */
export async function readPointer(blobs: Blobs, node: NodeName, part: string): Promise<Pointer | undefined> {
  return (await readJson(blobs, keys.desired(node, part), isPointer))?.value;
}

/**
 * Points a node's part at a release, with a generation that neither pointer nor status has had, so that no old proof passes for a new
 * one. It counts up also where the release stays: then the node makes everything so again.
 * Refused (`pointer-moved`) where somebody else moves it at the same moment.
 */
export async function movePointer(
  blobs: Blobs,
  node: NodeName,
  part: string,
  release: Digest,
  reason?: string,
): Promise<Pointer> {
  const key = keys.desired(node, part);
  const now = await readJson(blobs, key, isPointer);
  const proved = (await readStatus(blobs, node))?.parts[part]?.generation ?? 0;
  const next: Pointer = {
    release,
    generation: Math.max(now?.value.generation ?? 0, proved) + 1,
    ...(reason === undefined ? {} : { reason }),
  };
  if (!(await blobs.put(key, JSON.stringify(next), { ifVersion: now?.version ?? null }))) {
    throw new Problem(
      'pointer-moved',
      `somebody else is moving ${part} of node ${node} at this moment`,
      'wait for the other apply to end, then run this one again',
    );
  }
  return next;
}

/** Takes a pointer away: the node keeps what it has and is no longer asked for this part. */
export async function removePointer(blobs: Blobs, node: NodeName, part: string): Promise<void> {
  await blobs.delete(keys.desired(node, part));
}

/** The parts of which something is desired of a node, sorted. */
export async function desiredParts(blobs: Blobs, node: NodeName): Promise<string[]> {
  const prefix = keys.desiredParts(node);
  return (await blobs.list(prefix)).map((key) => key.slice(prefix.length));
}

/** The nodes of which anything is desired, sorted: also those that no stack names any more. */
export async function pointedNodes(blobs: Blobs): Promise<NodeName[]> {
  const desired = (await blobs.list(keys.nodes)).map((key) => key.slice(keys.nodes.length).split('/'));
  return [...new Set(desired.flatMap(([node, what]) => (what === 'desired' ? [node as NodeName] : [])))];
}

function isPointer(value: unknown): value is Pointer {
  return (
    isRecord(value) &&
    typeof value.release === 'string' &&
    parseDigest(value.release).ok &&
    Number.isSafeInteger(value.generation) &&
    (value.reason === undefined || typeof value.reason === 'string')
  );
}
