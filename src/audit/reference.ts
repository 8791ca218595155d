import type { LocalDate } from '../domain/local-date.ts';
import type { Moment } from './moment.ts';

/** A commit as an answer names it. */
export interface CommitRef {
  commit: string;
  /** The day from which on git knew it, in Japan. */
  day: LocalDate;
  /** The committer's clock as it counts: ISO 8601, UTC. */
  at: string;
  author: string;
  /** Who merged it: the committer, or who pressed GitHub's button. */
  merger: string;
  pullRequest?: number;
  merge: boolean;
}

export function refOf({ commit, day, at, author, merger, pullRequest, merge }: Moment): CommitRef {
  return {
    commit,
    day,
    at: new Date(at).toISOString(),
    author,
    merger,
    ...(pullRequest === undefined ? {} : { pullRequest }),
    merge,
  };
}
