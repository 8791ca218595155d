import { resolve } from 'node:path';
import { sha256 } from '../../domain/canonical.ts';
import { decode } from '../decode.ts';
import { type ParsedFile, parse } from '../parse.ts';
import type { RawFile } from '../raw-file.ts';
import { SourceFile } from '../source-file.ts';
import { type CachePlace, cachePlace, readCache, writeCache } from './cache-folder.ts';
import { fromLine, toLine } from './entry.ts';
import { linesOf } from './parse-many.ts';
import { parserIdentity } from './parser-identity.ts';

/** Files that are parsed sooner than the whole cache is written anew. */
const KEPT_FROM = 100;

/**
 * What the files of one tenant folder came to when they were parsed last, by the digest of their bytes: ten thousand of them take six
 * seconds, of which a change to one makes 0.6 ms necessary. Only what parsed is kept; problems are found anew each time.
 *
 * It lies in one file, sealed and for its owner alone, which holds no more than the folder had in it. It saves time and is believed in
 * nothing else: what is damaged, of another version or not ours is parsed again, and where it cannot be written it is not.
 */
export class ParseCache {
  readonly #place: CachePlace;
  readonly #identity: string;
  /** Lines of an earlier run, by the digest of the file's bytes. */
  readonly #kept: ReadonlyMap<string, string>;
  /** Made in this run by other threads. */
  readonly #made = new Map<string, string>();
  readonly #used = new Map<string, string>();

  private constructor(place: CachePlace, identity: string, kept: ReadonlyMap<string, string>) {
    this.#place = place;
    this.#identity = identity;
    this.#kept = kept;
  }

  /**
   * @param home where the project keeps what is its own, `.denwaban`
   * @param folder the tenant folder
   */
  static async open(home: string, folder: string): Promise<ParseCache> {
    const place = cachePlace(home, 'parsed', resolve(folder));
    const identity = await parserIdentity();
    const [of, ...lines] = ((await readCache(place)) ?? '').split('\n');
    const kept = of === identity ? lines.map((line) => [line.slice(0, 64), line.slice(65)] as const) : [];
    return new ParseCache(place, identity, new Map(kept));
  }

  /** Parses many files at once before they are asked for; whoever does not call it waits longer. */
  async prepare(files: readonly RawFile[]): Promise<void> {
    const missing = files.filter(({ bytes }) => !this.#kept.has(sha256(bytes)));
    for (const [raw, line] of await linesOf(missing)) this.#made.set(sha256(raw.bytes), line);
  }

  /** As {@link parse}, with the same result. */
  readonly parse = (raw: RawFile): ParsedFile => {
    const digest = sha256(raw.bytes);
    const line = this.#kept.get(digest) ?? this.#made.get(digest);
    const decoded = line === undefined ? undefined : decode(raw);
    if (line !== undefined && decoded && 'text' in decoded) {
      this.#used.set(digest, line);
      const { value, places } = fromLine(line);
      return { source: new SourceFile(raw, decoded.text, value, places) };
    }
    const parsed = parse(raw);
    const made = 'source' in parsed ? toLine(parsed.source) : undefined;
    if (made !== undefined) this.#used.set(digest, made);
    return parsed;
  };

  /** Keeps what was used in this run, and nothing else, where enough of it is new or enough of the rest is of no use any more. */
  async save(keptFrom = KEPT_FROM): Promise<void> {
    const fresh = [...this.#used.keys()].filter((digest) => !this.#kept.has(digest)).length;
    const unused = this.#kept.size - (this.#used.size - fresh);
    if (fresh + unused < keptFrom) return;
    const lines = [...this.#used].map(([digest, line]) => `${digest} ${line}`);
    await writeCache(this.#place, [this.#identity, ...lines].join('\n')).catch(() => {});
  }
}
