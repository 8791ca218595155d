import pLimit from 'p-limit';
import type { Digest, TenantId } from '../../domain/ids.ts';
import type { AmiConnection } from '../ami/connection.ts';
import { AmiRefused } from '../ami/connection.ts';
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
  /** Lays one down again. */
  place(digest: Digest): Promise<void>;
}

/** Compares the tenants' own sounds: the digest of each file, and that the Asterisk that runs can open it. */
export async function lookSounds(
  ami: AmiConnection,
  live: string,
  { owners, kept, digestOf, place }: ExpectedSounds,
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
  const found = await Promise.all(
    names.map((name) =>
      limit(async (): Promise<[string, Thing]> => {
        const item = itemOf(`${SOUNDS}/${name}`);
        const digest = await digestOf(`${live}/${SOUNDS}/${name}`);
        const opens = digest === wanted.get(item) && (await opensFor(ami, `${live}/${SOUNDS}/${name}`));
        if (digest !== undefined && opens) return [item, { does: digest, shown: shown(digest) }];
        const why = digest === undefined ? 'no file that can be read' : `another file, ${shown(digest)}`;
        return [item, { does: digest === wanted.get(item) ? 'a file that Asterisk cannot read' : why }];
      }),
    ),
  );
  return compare('sound', expected, new Map(found), (item, kind) => {
    const digest = wanted.get(item);
    if (kind !== 'unowned') return digest && (() => place(digest));
    return () => removeSound(live, item.slice(itemOf(`${SOUNDS}/`).length));
  });
}

/** Whether the process that plays it can: the beginning of the file as Asterisk itself reads it. */
async function opensFor(ami: AmiConnection, path: string): Promise<boolean> {
  try {
    const answer = await ami.action({ Action: 'Getvar', Variable: `FILE(${path},0,4)` });
    return answer.get('Value') === 'RIFF';
  } catch (error) {
    if (error instanceof AmiRefused) return false;
    throw error;
  }
}

function itemOf(path: string): string {
  return `file ${path}`;
}

function shown(digest: string): string {
  return digest.slice(0, 12);
}
