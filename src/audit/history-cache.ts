import { join } from 'node:path';
import { type CachePlace, cachePlace, readCache, writeCache } from '../load/cache/cache-folder.ts';
import { parserIdentity } from '../load/cache/parser-identity.ts';
import type { Line } from './git/line.ts';
import type { FolderPlace } from './git/place.ts';
import type { Walked } from './git/walk.ts';

/** What an earlier audit read. */
export interface Kept {
  /** The end of the line then. */
  tip: string;
  place: FolderPlace;
  /** Oldest first. */
  walked: readonly Walked[];
  facts: ReadonlyMap<string, string>;
}

/**
 * What audits of one folder read of history. It is sealed, and holds no more of a customer than ids, numbers, dates and references. What is
 * damaged, of another version or not ours is read anew, as is all that is not the beginning of the line that is asked for.
 */
export class HistoryCache {
  readonly kept: Kept | undefined;
  readonly #place: CachePlace;
  readonly #identity: string;

  private constructor(place: CachePlace, identity: string, kept: Kept | undefined) {
    this.#place = place;
    this.#identity = identity;
    this.kept = kept;
  }

  /** @param home where the project keeps what is its own, `.denwaban` */
  static async open(home: string, { branch, folder }: Line): Promise<HistoryCache> {
    const place = cachePlace(home, 'audit', `${branch}\0${folder}`);
    const sources = import.meta.dirname;
    const identity = await parserIdentity(sources, join(sources, '../validate'), join(sources, '../domain'));
    const text = await readCache(place);
    const kept = text?.startsWith(`${identity}\n`) ? fromText(text.slice(identity.length + 1)) : undefined;
    return new HistoryCache(place, identity, kept);
  }

  /** Where it cannot be written it is not. */
  async save(kept: Kept): Promise<void> {
    await writeCache(this.#place, `${this.#identity}\n${toText(kept)}`).catch(() => {});
  }
}

/** The facts a line each, so that those alone are parsed that are asked for. */
function toText({ facts, ...rest }: Kept): string {
  return [JSON.stringify(rest), ...[...facts].map(([key, line]) => `${key} ${line}`)].join('\n');
}

function fromText(text: string): Kept {
  const [rest = '', ...lines] = text.split('\n');
  const facts = lines.map((line) => {
    const end = line.indexOf(' ');
    return [line.slice(0, end), line.slice(end + 1)] as const;
  });
  return { ...(JSON.parse(rest) as Omit<Kept, 'facts'>), facts: new Map(facts) };
}
