import { dateAt, type LocalDate } from '../domain/local-date.ts';
import type { FileChange, Walked } from './git/walk.ts';

/** A commit of the branch's line: when it became so, what holds changed. */
export interface Moment {
  commit: string;
  /** The day from which on it holds, in Japan. */
  day: LocalDate;
  /** When it became so: milliseconds since 1970 by the committer's clock, where that went forwards. */
  at: number;
  /** The committer's clock told another time than that, which contradicts the commits around it. */
  clock?: number;
  /** Who wrote it; of a merge those whose branches it merged. */
  author: string;
  /** Who put it on the branch: the committer, or who pressed GitHub's button. */
  merger: string;
  /** Of GitHub, where the message names it. */
  pullRequest?: number;
  /** A merge: what was merged is one change, however long its branch lived. */
  merge: boolean;
  changes: readonly FileChange[];
  moved?: { from: string; to: string };
}

/** @param walked oldest first */
export function momentsOf(walked: readonly Walked[]): Moment[] {
  const clocks = walked.map(({ at }) => at * 1000);
  const times = forwards(clocks);
  let day: { begin: number; day: LocalDate } | undefined;
  return walked.map(({ commit, parents, author, committer, subject, changes, moved }, i) => {
    const at = times[i] ?? 0;
    if (!day || at - day.begin >= DAY || at < day.begin)
      day = { begin: Math.floor((at + JAPAN) / DAY) * DAY - JAPAN, day: dateAt(at) };
    const request = pullRequestOf(subject);
    return {
      commit,
      day: day.day,
      at,
      ...(clocks[i] === at ? {} : { clock: clocks[i] ?? 0 }),
      author,
      merger: committer,
      ...(request === undefined ? {} : { pullRequest: request }),
      merge: parents.length > 1,
      changes,
      ...(moved ? { moved } : {}),
    };
  });
}

const DAY = 86_400_000;
/** Japan has no summer time, in these centuries. */
const JAPAN = 9 * 3_600_000;

/** GitHub's own words for a merge, and what it adds to a commit that was squashed or rebased. */
function pullRequestOf(subject: string): number | undefined {
  const [, merged, squashed] = /^Merge pull request #(\d{1,9}) |\(#(\d{1,9})\)$/.exec(subject) ?? [];
  const text = merged ?? squashed;
  return text === undefined ? undefined : Number(text);
}

/**
 * Times that never go back: a commit came after its parents, whatever its clock says. Of clocks that contradict one another those are
 * believed of which most agree (the longest sequence that never goes back; of equally long ones that of the older commits); the others
 * count as made when the one before them was.
 *
 * @param clocks milliseconds since 1970, oldest first
 */
export function forwards(clocks: readonly number[]): number[] {
  const believed = agreeing(clocks);
  let last = clocks.find((_, i) => believed.has(i)) ?? 0;
  return clocks.map((clock, i) => {
    if (believed.has(i)) last = clock;
    return last;
  });
}

/** The places of the clocks that agree. From the newest on, piles by patience: the top of each is the latest clock with which so many can follow. */
function agreeing(clocks: readonly number[]): Set<number> {
  const tops: number[] = [];
  const after: number[] = [];
  for (let i = clocks.length - 1; i >= 0; i--) {
    const clock = clocks[i] ?? 0;
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((clocks[tops[middle] ?? 0] ?? 0) >= clock) low = middle + 1;
      else high = middle;
    }
    after[i] = tops[low - 1] ?? -1;
    tops[low] = i;
  }
  const found = new Set<number>();
  for (let i = tops.at(-1) ?? -1; i >= 0; i = after[i] ?? -1) found.add(i);
  return found;
}
