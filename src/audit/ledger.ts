import type { AppliedRecord, KnownRecord } from '../store/applied-record.ts';
import { askGit } from './git/git.ts';
import { type Line, lineCommits } from './git/line.ts';

/** What applies left in the stores, beside the line of commits that they are held against. */
export interface Ledger {
  stacks: readonly { stack: string; records: readonly KnownRecord[] }[];
  /** The place of each commit on the line, from 0. */
  places: ReadonlyMap<string, number>;
  /** Commits of records that this repository does not have. */
  unknown: ReadonlySet<string>;
  /** Of each stack its whole applies of commits that were further on the line than any before, in order. */
  advances: ReadonlyMap<string, readonly Advance[]>;
}

interface Advance {
  /** The place of its commit on the line. */
  place: number;
  at: string;
  sequence: number;
}

/** When something became live in a stack: by the first apply that was whole, of a commit that had it. */
export interface Applied {
  stack: string;
  /** Absent: no record says so. */
  at?: string;
  sequence?: number;
}

/** Holds the records of stacks against a line. */
export async function openLedger(line: Line, stacks: Ledger['stacks']): Promise<Ledger> {
  const commits = (await lineCommits(line)).reverse();
  const places = new Map(commits.map((commit, i) => [commit, i]));
  const named = stacks.flatMap(({ records }) => records.flatMap(({ record }) => record?.commit ?? []));
  const unknown = new Set<string>();
  for (const commit of new Set(named)) {
    if (
      !places.has(commit) &&
      (await askGit(line.project, ['cat-file', '-e', `${commit}^{commit}`])) === undefined
    )
      unknown.add(commit);
  }
  const advances = new Map(stacks.map(({ stack, records }) => [stack, advancesOf(records, places)]));
  return { stacks, places, unknown, advances };
}

function advancesOf(records: readonly KnownRecord[], places: Ledger['places']): Advance[] {
  const advances: Advance[] = [];
  for (const { outcome, clean, commit, at, sequence } of believed(records)) {
    const place = places.get(commit ?? '') ?? -1;
    if (outcome === 'applied' && clean && place > (advances.at(-1)?.place ?? -1))
      advances.push({ place, at, sequence });
  }
  return advances;
}

/** When each stack had what a commit brought. @param commit of the line */
export function appliedSince({ stacks, places, advances }: Ledger, commit: string): Applied[] {
  const from = places.get(commit) ?? Number.POSITIVE_INFINITY;
  return stacks.map(({ stack }) => {
    const first = firstFrom(advances.get(stack) ?? [], from);
    return { stack, ...(first ? { at: first.at, sequence: first.sequence } : {}) };
  });
}

/** By halves: it is asked for every holder of every number. */
function firstFrom(advances: readonly Advance[], place: number): Advance | undefined {
  let low = 0;
  let high = advances.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((advances[middle]?.place ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return advances[low];
}

/** Records of which nothing is in doubt, in order. */
export function believed(records: readonly KnownRecord[]): AppliedRecord[] {
  return records.flatMap(({ record, problem }) => (record && !problem ? [record] : []));
}
