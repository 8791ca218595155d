import type { KeyObject } from 'node:crypto';
import type { Digest } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { objectsOf } from '../plan/release-body.ts';
import { type KnownRelease, knownNodes, knownPointers, knownReleases } from './catalogue.ts';
import { keys } from './keys.ts';
import { sideBySide } from './side-by-side.ts';
import { readStatus } from './status.ts';
import type { Blobs, Entry } from './store.ts';

/** What was put so recently stays whatever nobody names yet. Milliseconds. */
export const YOUNG = 3_600_000;

export interface Needs {
  /** What is applied: releases, and fingerprints of rooms; of every stack that uses the store. */
  applied: { releases: Iterable<Digest>; rooms: Iterable<string> };
  /** How many releases of each part stay besides, to go back to. */
  keep: number;
  /** By the store's clock: milliseconds since 1970. */
  now: number;
}

/** What nothing needs any more. */
export interface Garbage {
  releases: readonly Entry[];
  rooms: readonly Entry[];
  objects: readonly Entry[];
  kept: { releases: number; rooms: number; objects: number };
}

/**
 * Marks what is needed and returns the rest: what is applied, what any node is pointed at or has proved, the last releases of each part,
 * whatever is young, and everything that these list. Reads only.
 *
 * Problem `release-unreadable`: something needed cannot be read, so that nobody can tell what it lists.
 */
export async function findGarbage(blobs: Blobs, key: KeyObject, needs: Needs): Promise<Garbage> {
  // Listed before releases are read: an object that comes after is not in the list.
  const [objects, rooms] = await Promise.all([blobs.entries(keys.objects), blobs.entries(keys.rooms)]);
  const releases = await knownReleases(blobs, key);
  const live = await liveReleases(blobs, needs);
  const kept = releases.filter(isKept(releases, live, needs));
  for (const { digest, problem } of kept) if (problem && live.has(digest)) throw unreadable(digest, problem);
  const listed = new Set(kept.flatMap(({ body }) => (body ? objectsOf(body) : [])));
  const keptKeys = new Set([
    ...kept.map(({ digest }) => keys.release(digest)),
    ...[...needs.applied.rooms].map(keys.room),
    ...[...listed].map(keys.object),
  ]);
  const unneeded = ({ key, modified }: Entry): boolean => !keptKeys.has(key) && needs.now - modified > YOUNG;
  const garbage = {
    releases: (await blobs.entries(keys.releases)).filter(unneeded),
    rooms: rooms.filter(unneeded),
    objects: objects.filter(unneeded),
  };
  return {
    ...garbage,
    kept: {
      releases: releases.length - garbage.releases.length,
      rooms: rooms.length - garbage.rooms.length,
      objects: objects.length - garbage.objects.length,
    },
  };
}

/** Keys that are deleted before the next look at the lock. */
const BATCH = 1_000;

/** Deletes releases before what they list: interrupted at any point, a release that is there is whole. @param check throws where it must not go on */
export async function sweep(
  blobs: Blobs,
  { releases, rooms, objects }: Garbage,
  check: (done: number) => void | Promise<void> = () => {},
): Promise<void> {
  let done = 0;
  for (const entries of [releases, rooms, objects]) {
    for (let i = 0; i < entries.length; i += BATCH) {
      await check(done);
      const batch = entries.slice(i, i + BATCH);
      await blobs.delete(...batch.map(({ key }) => key));
      done += batch.length;
    }
  }
}

/** What is applied, or desired of a node, or what a node has proved and would go back to. */
async function liveReleases(blobs: Blobs, { applied }: Needs): Promise<Set<Digest>> {
  const statuses = await sideBySide(await knownNodes(blobs), (node) => readStatus(blobs, node));
  return new Set([
    ...applied.releases,
    ...(await knownPointers(blobs)).map(({ release }) => release),
    ...statuses.flatMap((status) => Object.values(status?.parts ?? {}).map(({ release }) => release)),
  ]);
}

function isKept(releases: readonly KnownRelease[], live: ReadonlySet<Digest>, { keep, now }: Needs) {
  const left = new Map<string, number>();
  const last = new Set<Digest>();
  // Newest first.
  for (const { digest, body } of releases) {
    const count = body ? (left.get(body.part) ?? keep) : 0;
    if (!body || count === 0) continue;
    left.set(body.part, count - 1);
    last.add(digest);
  }
  return ({ digest, at }: KnownRelease): boolean => live.has(digest) || last.has(digest) || now - at <= YOUNG;
}

function unreadable(digest: Digest, cause: Problem): Problem {
  return new Problem(
    'release-unreadable',
    {
      en: `release ${digest} is needed, and what it lists cannot be read (${cause.message}), so that nothing can be taken away safely`,
      ja: `必要なリリース ${digest} の中身が読めず（${cause.said.message.ja}）、何も安全に取り除けません`,
    },
    {
      en: 'find out who wrote it, run apply, then try again',
      ja: '誰が書いたか調べ、apply の後にもう一度実行してください',
    },
    { cause },
  );
}
