import type { LocalDate } from '../../domain/local-date.ts';
import type { History } from '../history.ts';
import type { Ledger } from '../ledger.ts';

/** What an answer rests on. */
export interface Source {
  branch: string;
  /** The commit at the end of the branch. */
  commit: string;
  folder: string;
  /** The day of the first commit with tenant files: git knows of nothing before it. */
  since?: LocalDate;
  /** Stacks whose apply records were read; empty: whether anything was applied was not looked at. */
  stacks: readonly string[];
}

export function sourceOf({ branch, tip, folder, moments }: History, ledger: Ledger | undefined): Source {
  const since = moments[0]?.day;
  return {
    branch,
    commit: tip,
    folder,
    ...(since === undefined ? {} : { since }),
    stacks: ledger?.stacks.map(({ stack }) => stack) ?? [],
  };
}
