import type { KeyObject } from 'node:crypto';
import { type Digest, type NodeName, parseDigest, parseNodeName } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { keys } from './keys.ts';
import { readPointer } from './pointer.ts';
import { getRelease } from './release.ts';
import { sideBySide } from './side-by-side.ts';
import type { Blobs, Pointer, ReleaseBody } from './store.ts';

/** A release of the store: what it lists, or why it cannot be used. */
export interface KnownRelease {
  digest: Digest;
  /** When it was put, by the store's clock: milliseconds since 1970. A release that is desired again keeps its first time. */
  at: number;
  body?: ReleaseBody;
  /** Not of our form, or not signed with our key. */
  problem?: Problem;
}

/** Every release of the store, verified; newest first. */
export async function knownReleases(blobs: Blobs, key: KeyObject): Promise<KnownRelease[]> {
  const found = await sideBySide(
    await blobs.entries(keys.releases),
    async (entry): Promise<KnownRelease[]> => {
      const digest = parseDigest(entry.key.slice(keys.releases.length));
      if (!digest.ok) return [];
      const known = { digest: digest.value, at: entry.modified };
      try {
        return [{ ...known, body: await getRelease(blobs, digest.value, key) }];
      } catch (error) {
        // What the store itself says, it says of all: that it cannot be reached, say.
        if (!(error instanceof Problem) || !/^(release-|store-value)/.test(error.code)) throw error;
        return [{ ...known, problem: error }];
      }
    },
  );
  return found.flat().sort((a, b) => b.at - a.at || (a.digest < b.digest ? -1 : 1));
}

/** A pointer with where it lies. */
export interface KnownPointer extends Pointer {
  node: NodeName;
  part: string;
  /** When it was moved last, by the store's clock: milliseconds since 1970. */
  at: number;
}

/** The pointers of every node that the store knows, also of nodes that the stack no longer names. Problem `store-value`. */
export async function knownPointers(blobs: Blobs): Promise<KnownPointer[]> {
  const found = await sideBySide(
    await blobs.entries(keys.nodes),
    async ({ key, modified }): Promise<KnownPointer[]> => {
      const [, name = '', part = ''] = /^nodes\/([^/]+)\/desired\/([^/]+)$/.exec(key) ?? [];
      const node = parseNodeName(name);
      const pointer = node.ok && part !== '' ? await readPointer(blobs, node.value, part) : undefined;
      return node.ok && pointer ? [{ ...pointer, node: node.value, part, at: modified }] : [];
    },
  );
  return found.flat();
}

/** The nodes that the store knows. */
export async function knownNodes(blobs: Blobs): Promise<NodeName[]> {
  const names = new Set((await blobs.list(keys.nodes)).map((key) => key.split('/')[1] ?? ''));
  return [...names].flatMap((name) => {
    const node = parseNodeName(name);
    return node.ok ? [node.value] : [];
  });
}
