import { posix } from 'node:path';
import { NUMBERS_FILE } from '../../load/size-limit.ts';
import type { Line } from './line.ts';
import { type LoggedCommit, readLog } from './log.ts';
import { type FolderPlace, filesOf, movedFrom, placeOf } from './place.ts';

/** A commit of the line, with what it changed in the tenant folder, wherever that lay. */
export interface Walked extends Omit<LoggedCommit, 'changes'> {
  /** By names in the folder; no object: the file went. */
  changes: readonly FileChange[];
  /** The folder is another one from here on; what it holds is then told as changes. */
  moved?: { from: string; to: string };
}

export interface FileChange {
  name: string;
  object?: string;
  /** A link, which an audit does not follow. */
  link?: true;
}

/** The part of the line in which the folder lay in one place. */
interface Stretch {
  place: FolderPlace;
  /** Oldest first. */
  commits: readonly LoggedCommit[];
  /** Its first commit brought the folder here from elsewhere. */
  before?: { folder: string; commit: string };
}

/**
 * The commits that changed the tenant folder, oldest first, and where it lay before it was moved or a link was set to another folder.
 */
export async function walkLine(line: Line): Promise<{ walked: Walked[]; place: FolderPlace }> {
  const stretches: Stretch[] = [];
  let next: { folder: string; commit: string } | undefined = { folder: line.folder, commit: line.tip };
  while (next) {
    const stretch: Stretch = await readStretch(line, next);
    stretches.unshift(stretch);
    next = stretch.before;
  }
  const walked: Walked[] = [];
  let known = new Map<string, FileChange>();
  for (const [i, { place, commits }] of stretches.entries()) {
    const from = stretches[i - 1]?.place.real;
    for (const [j, commit] of commits.entries()) {
      if (from === undefined || j > 0) {
        const changes = changesIn(commit, place.real);
        for (const change of changes) apply(known, change);
        if (changes.length > 0) walked.push({ ...commit, changes });
        continue;
      }
      const now = await snapshot(line, commit.commit, place.real);
      const changes = differences(known, now);
      known = now;
      walked.push({ ...commit, changes, moved: { from, to: place.real } });
    }
  }
  const place = stretches.at(-1)?.place ?? { real: line.folder, links: [] };
  return { walked, place };
}

/**
 * What came after a commit that was walked before.
 * @returns undefined where the folder was moved since, so that it has to be walked anew
 */
export async function walkSince(
  line: Line,
  since: string,
  place: FolderPlace,
): Promise<Walked[] | undefined> {
  const now = await placeOf(line, line.tip, line.folder);
  if (now.real !== place.real || now.links.join() !== place.links.join()) return undefined;
  const commits = await gather(readLog(line, `${since}..${line.tip}`, [place.real, ...place.links]));
  if (commits.some((commit) => turns(commit, place))) return undefined;
  return commits.reverse().flatMap((commit) => {
    const changes = changesIn(commit, place.real);
    return changes.length > 0 ? [{ ...commit, changes }] : [];
  });
}

async function readStretch(
  line: Line,
  { folder, commit }: { folder: string; commit: string },
): Promise<Stretch> {
  const place = await placeOf(line, commit, folder);
  const commits: LoggedCommit[] = [];
  for await (const logged of readLog(line, commit, [place.real, ...place.links])) {
    commits.push(logged);
    const parent = logged.parents[0];
    // Older ones are about a folder that was not yet meant.
    if (parent !== undefined && turns(logged, place))
      return { place, commits: commits.reverse(), before: { folder, commit: parent } };
  }
  const oldest = commits.at(-1);
  const source = oldest && (await sourceOf(line, oldest, place));
  const parent = oldest?.parents[0];
  return {
    place,
    commits: commits.reverse(),
    ...(source !== undefined && parent !== undefined ? { before: { folder: source, commit: parent } } : {}),
  };
}

/** Whether a commit changed which folder is meant: a link, or a folder that became one. */
function turns({ changes }: LoggedCommit, { real, links }: FolderPlace): boolean {
  return changes.some(({ path }) => path === real || links.includes(path));
}

async function sourceOf(
  line: Line,
  oldest: LoggedCommit,
  { real }: FolderPlace,
): Promise<string | undefined> {
  const numbers = oldest.changes.find(({ path }) => path === posix.join(real, NUMBERS_FILE));
  if (!numbers || oldest.parents.length === 0) return undefined;
  return await movedFrom(line, oldest.commit, {
    folder: real,
    numbersFile: NUMBERS_FILE,
    object: numbers.object,
  });
}

function changesIn({ changes }: LoggedCommit, folder: string): FileChange[] {
  return changes.flatMap(({ path, mode, object }) => fileAt(path, mode, object, folder));
}

function fileAt(path: string, mode: string, object: string, folder: string): FileChange[] {
  if (posix.dirname(path) !== folder || !path.endsWith('.yaml')) return [];
  const name = posix.basename(path);
  if (mode === '000000' || mode === '160000') return [{ name }];
  return [{ name, object, ...(mode === '120000' ? { link: true as const } : {}) }];
}

async function snapshot(line: Line, commit: string, folder: string): Promise<Map<string, FileChange>> {
  const files = await filesOf(line, commit, folder);
  const found = files.flatMap(({ path, mode, object }) => fileAt(path, mode, object, folder));
  return new Map(found.map((file) => [file.name, file]));
}

function differences(before: ReadonlyMap<string, FileChange>, after: ReadonlyMap<string, FileChange>) {
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => ({ name }));
  const came = [...after.values()].filter(({ name, object }) => before.get(name)?.object !== object);
  return [...gone, ...came];
}

function apply(known: Map<string, FileChange>, change: FileChange): void {
  if (change.object === undefined) known.delete(change.name);
  else known.set(change.name, change);
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
