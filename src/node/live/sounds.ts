import pLimit from 'p-limit';
import type { Digest, TenantId } from '../../domain/ids.ts';
import { removeSound, SOUNDS, soundFiles, soundPath } from '../disk/sounds.ts';
import { compare, type Difference, type Thing } from './difference.ts';

const AT_ONCE = 32;

/** The sounds that should lie on the node. */
export interface ExpectedSounds {
  /** Each with a tenant whose it is. */
  owners: ReadonlyMap<Digest, TenantId>;
  /** What may lie there besides, for calls in progress. */
  kept: ReadonlySet<Digest>;
  /** Of a file as it lies there; undefined: it is no ordinary file, or cannot be read. */
  digestOf(path: string): Promise<string | undefined>;
  /** Names of the files that Asterisk can open. */
  readable(): Promise<ReadonlySet<string>>;
  /** Lays one down again. */
  place(digest: Digest): Promise<void>;
}

/** Compares the tenants' own sounds: the digest of each file, and whether Asterisk can open it. */
export async function lookSounds(
  live: string,
  { owners, kept, digestOf, readable, place }: ExpectedSounds,
): Promise<Difference[]> {
  const limit = pLimit(AT_ONCE);
  const expected = new Map<string, Thing>();
  const wanted = new Map<string, Digest>();
  for (const [digest, tenant] of owners) {
    const item = itemOf(soundPath(digest));
    expected.set(item, { does: digest, shown: shown(digest), tenant });
    wanted.set(item, digest);
  }
  const names = (await soundFiles(live)).filter((name) => {
    const digest = name.replace(/\.wav$/, '') as Digest;
    return owners.has(digest) || !kept.has(digest);
  });
  const opens = names.length > 0 ? await readable() : new Set();
  const found = await Promise.all(
    names.map((name) =>
      limit(async (): Promise<[string, Thing]> => {
        const item = itemOf(`${SOUNDS}/${name}`);
        const digest = await digestOf(`${live}/${SOUNDS}/${name}`);
        return [item, thing(digest, opens.has(name))];
      }),
    ),
  );
  return compare('sound', expected, new Map(found), (item, kind) => {
    const digest = wanted.get(item);
    if (kind !== 'unowned') return digest && (() => place(digest));
    return () => removeSound(live, item.slice(itemOf(`${SOUNDS}/`).length));
  });
}

function thing(digest: string | undefined, opens: boolean): Thing {
  if (digest === undefined) return { does: 'no file that can be read' };
  return opens ? { does: digest, shown: shown(digest) } : { does: 'a file that Asterisk cannot read' };
}

function itemOf(path: string): string {
  return `file ${path}`;
}

function shown(digest: string): string {
  return digest.slice(0, 12);
}
