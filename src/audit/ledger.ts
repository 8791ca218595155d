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
  return { stacks, places, unknown };
}

/** When each stack had what a commit brought. @param commit of the line */
export function appliedSince({ stacks, places }: Ledger, commit: string): Applied[] {
  const from = places.get(commit) ?? Number.POSITIVE_INFINITY;
  return stacks.map(({ stack, records }) => {
    const first = believed(records).find(
      (record) =>
        record.outcome === 'applied' && record.clean && (places.get(record.commit ?? '') ?? -1) >= from,
    );
    return { stack, ...(first ? { at: first.at, sequence: first.sequence } : {}) };
  });
}

/** Records of which nothing is in doubt, in order. */
export function believed(records: readonly KnownRecord[]): AppliedRecord[] {
  return records.flatMap(({ record, problem }) => (record && !problem ? [record] : []));
}
