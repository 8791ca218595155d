import type { KeyObject } from 'node:crypto';
import type { Digest, NodeName } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { emptyBody, releaseDigest } from '../../plan/release-body.ts';
import { desiredParts, pointedNodes, readPointer } from '../../store/pointer.ts';
import { getRelease } from '../../store/release.ts';
import type { Blobs, Pointer } from '../../store/store.ts';
import type { Look } from './looks.ts';

/** A part that a node is pointed at, or runs, though no resource is that part: it serves whatever that release lists. */
export interface UnownedPart {
  part: string;
  /** undefined: the node runs it although nothing points at it. */
  pointer: Pointer | undefined;
  release: Digest;
}

/** What of a node nobody owns, sorted, the cluster last. A part that runs and lists nothing is what was taken away in good order. */
export async function unownedParts(
  blobs: Blobs,
  node: NodeName,
  owned: ReadonlySet<string>,
  look: Look,
): Promise<UnownedPart[]> {
  const runs = look?.parts ?? {};
  const found: UnownedPart[] = [];
  for (const part of new Set([...(await desiredParts(blobs, node)), ...Object.keys(runs)])) {
    if (owned.has(part)) continue;
    const pointer = await readPointer(blobs, node, part);
    const release = pointer?.release ?? runs[part]?.release;
    // Without a pointer to its cluster part a node is no longer asked for anything: destroyed, it keeps what cannot take a call.
    const left = !pointer && (part === 'cluster' || release === releaseDigest(emptyBody(part)));
    if (release !== undefined && !left) found.push({ part, pointer, release });
  }
  return found.sort((a, b) => Number(a.part === 'cluster') - Number(b.part === 'cluster'));
}

/**
 * Nodes that are pointed at something and are none of the stack's: they have left it. A node whose releases another key has signed is
 * another stack's, which keeps the same store.
 */
export async function departedNodes(
  blobs: Blobs,
  nodes: readonly NodeName[],
  publicKey: KeyObject,
): Promise<NodeName[]> {
  const found: NodeName[] = [];
  for (const node of await pointedNodes(blobs)) {
    if (!nodes.includes(node) && !(await isForeign(blobs, node, publicKey))) found.push(node);
  }
  return found;
}

async function isForeign(blobs: Blobs, node: NodeName, publicKey: KeyObject): Promise<boolean> {
  for (const part of await desiredParts(blobs, node)) {
    const pointer = await readPointer(blobs, node, part);
    if (pointer && (await signedByAnother(blobs, pointer.release, publicKey))) return true;
  }
  return false;
}

async function signedByAnother(blobs: Blobs, release: Digest, publicKey: KeyObject): Promise<boolean> {
  try {
    await getRelease(blobs, release, publicKey);
    return false;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code === 'release-signature';
  }
}
