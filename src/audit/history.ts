import { Problem } from '../domain/problem.ts';
import { keyOf, readFacts, type WantedFile } from './facts/read-facts.ts';
import { withAuthors } from './git/authors.ts';
import { isOnLine, type Line } from './git/line.ts';
import { walkLine, walkSince } from './git/walk.ts';
import { HistoryCache, type Kept } from './history-cache.ts';
import { type Moment, momentsOf } from './moment.ts';

/** What git says of the tenant folder: every question of an audit is a pure function of this. */
export interface History {
  branch: string;
  /** The commit at the end of the line. */
  tip: string;
  /** As the user named it. */
  folder: string;
  /** Oldest first: commits that changed the folder. */
  moments: readonly Moment[];
  /** Facts as JSON, by {@link keyOf}. */
  facts: ReadonlyMap<string, string>;
}

/**
 * Reads the history of a line: one `git log`, one `git cat-file`, and each file's content parsed once. What it came to is kept, so that
 * the next time only what came since is read.
 *
 * Problems `git-failed`, and `tenants-folder` where nothing was ever there: an audit of nothing would find nothing wrong.
 *
 * @param options.home where the project keeps what is its own @param options.folder as the user named it
 */
export async function readHistory(
  line: Line,
  { home, folder }: { home: string; folder: string },
): Promise<History> {
  const cache = await HistoryCache.open(home, line);
  const further = cache.kept && (await onward(line, cache.kept));
  const kept = further ?? (await anew(line, cache.kept));
  const fresh = kept.walked.length - (cache.kept?.walked.length ?? 0);
  if (!further || fresh >= KEPT_FROM) await cache.save(kept);
  const { branch, tip } = line;
  if (kept.walked.length === 0) {
    throw new Problem(
      'tenants-folder',
      {
        en: `no commit of ${branch} has a tenant file in ${line.folder}`,
        ja: `${branch} のどのコミットにも ${line.folder} に契約会社のファイルがありません`,
      },
      {
        en: 'name the folder with --tenants DIR, or the branch with --branch',
        ja: '--tenants DIR でフォルダーを、--branch でブランチを指定してください',
      },
    );
  }
  return { branch, tip, folder, moments: momentsOf(kept.walked), facts: kept.facts };
}

/** Commits that are read again each time sooner than everything is written anew. */
const KEPT_FROM = 50;

/** undefined where what was kept is not the beginning of this line. */
async function onward(line: Line, kept: Kept): Promise<Kept | undefined> {
  if (kept.tip === line.tip) return kept;
  if (!(await isOnLine(line, kept.tip))) return undefined;
  const since = await walkSince(line, kept.tip, kept.place);
  if (!since) return undefined;
  return await complete(line, {
    tip: line.tip,
    place: kept.place,
    walked: [...kept.walked, ...(await withAuthors(line, since))],
    facts: kept.facts,
  });
}

async function anew(line: Line, kept: Kept | undefined): Promise<Kept> {
  const { walked, place } = await walkLine(line);
  const facts = kept?.facts ?? new Map();
  return await complete(line, { tip: line.tip, place, walked: await withAuthors(line, walked), facts });
}

/** Reads what is not known yet, and forgets what nothing names. */
async function complete(line: Line, { facts, ...rest }: Kept): Promise<Kept> {
  const wanted = new Map<string, WantedFile>();
  for (const { changes } of rest.walked) {
    for (const { name, object, link } of changes) {
      if (object !== undefined && !link) wanted.set(keyOf({ object, name }), { object, name });
    }
  }
  const missing = [...wanted].filter(([key]) => !facts.has(key)).map(([, file]) => file);
  const read = await readFacts(line, missing);
  const all = [...wanted.keys()].map((key) => [key, read.get(key) ?? facts.get(key) ?? ''] as const);
  return { ...rest, facts: new Map(all) };
}
