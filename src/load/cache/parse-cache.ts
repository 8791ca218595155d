import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../domain/canonical.ts';
import { decode } from '../decode.ts';
import { type ParsedFile, parse } from '../parse.ts';
import type { RawFile } from '../raw-file.ts';
import { SourceFile } from '../source-file.ts';
import { fromLine, toLine } from './entry.ts';
import { parserIdentity } from './parser-identity.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

/** Files that are parsed sooner than the whole cache is written anew. */
const KEPT_FROM = 100;
/** Tenant folders of which the parsed files are kept: those used last. */
const FOLDERS = 4;

/**
 * What the files of one tenant folder came to when they were parsed last, by the digest of their bytes: ten thousand of them take six
 * seconds, of which a change to one makes 0.6 ms necessary. Only what parsed is kept; problems are found anew each time.
 *
 * It lies in one file, sealed and for its owner alone, which holds no more than the folder had in it. It saves time and is believed in
 * nothing else: what is damaged, of another version or not ours is parsed again, and where it cannot be written it is not.
 */
export class ParseCache {
  readonly #place: Place;
  readonly #identity: string;
  readonly #known: ReadonlyMap<string, string>;
  /** Used in this run. */
  readonly #recalled = new Map<string, string>();
  readonly #parsed = new Map<string, SourceFile>();

  private constructor(place: Place, identity: string, known: ReadonlyMap<string, string>) {
    this.#place = place;
    this.#identity = identity;
    this.#known = known;
  }

  /**
   * @param home where the project keeps what is its own, `.denwaban`
   * @param folder the tenant folder
   */
  static async open(home: string, folder: string): Promise<ParseCache> {
    const place = placeOf(home, folder);
    const identity = await parserIdentity();
    const [of, ...lines] = ((await readSealed(place.file, place.key)) ?? '').split('\n');
    const known = of === identity ? lines.map((line) => [line.slice(0, 64), line.slice(65)] as const) : [];
    return new ParseCache(place, identity, new Map(known));
  }

  /** As {@link parse}, with the same result. */
  readonly parse = (raw: RawFile): ParsedFile => {
    const digest = sha256(raw.bytes);
    const line = this.#known.get(digest);
    const decoded = line === undefined ? undefined : decode(raw);
    if (line !== undefined && decoded && 'text' in decoded) {
      const { value, places } = fromLine(line);
      this.#recalled.set(digest, line);
      return { source: new SourceFile(raw, decoded.text, value, places) };
    }
    const parsed = parse(raw);
    if ('source' in parsed) this.#parsed.set(digest, parsed.source);
    return parsed;
  };

  /** Keeps what was used in this run, and nothing else, where enough of it is new or enough of the rest is of no use any more. */
  async save(keptFrom = KEPT_FROM): Promise<void> {
    const unused = this.#known.size - this.#recalled.size;
    if (this.#parsed.size + unused < keptFrom) return;
    const fresh = [...this.#parsed].flatMap(([digest, source]) => {
      const line = toLine(source);
      return line === undefined ? [] : [[digest, line] as const];
    });
    const lines = [...this.#recalled, ...fresh].map(([digest, line]) => `${digest} ${line}`);
    await write(this.#place, [this.#identity, ...lines].join('\n')).catch(() => {});
  }
}

interface Place {
  folder: string;
  file: string;
  /** Of the seal; not in the folder, so that it does not travel with it. */
  key: string;
}

function placeOf(home: string, folder: string): Place {
  const name = `parsed-${sha256(resolve(folder)).slice(0, 16)}`;
  const cache = join(home, 'cache');
  return { folder: cache, file: join(cache, name), key: join(home, 'cache.key') };
}

/** Customers' data lies in it: for its owner alone, and out of git's sight wherever the project is. */
async function write({ folder, file, key }: Place, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await writeFile(join(folder, '.gitignore'), '*\n');
  await writeSealed(file, key, text);
  await prune(folder);
}

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('parsed-'));
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { name } of files.sort((a, b) => b.at - a.at).slice(FOLDERS)) await rm(join(folder, name));
}
