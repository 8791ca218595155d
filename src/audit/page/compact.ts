import type { Language } from '../../domain/language.ts';
import { printableValue } from '../../domain/printable.ts';
import type { ChartAnswer, ChartHolder } from '../questions/chart.ts';
import type { AuditNote, AuditViolation } from '../questions/violations.ts';
import type { CommitRef } from '../reference.ts';
import type { PageCommit, PageData, PageHolder, PageViolation } from './page-data.ts';

/** An answer as its page has it: in one language, each commit once, and nothing in a text that a screen would obey. */
export function pageData(
  { source, day, numbers, violations, notes }: ChartAnswer,
  language: Language,
): PageData {
  const commits = new Commits();
  const told = (said: AuditViolation | AuditNote): PageViolation => {
    const { what, action, ...rest }: AuditNote & Partial<AuditViolation> = said;
    return {
      ...withPlaces(rest, commits),
      what: what[language],
      ...(action ? { action: action[language] } : {}),
    };
  };
  const data: PageData = {
    source,
    day,
    commits: commits.all,
    numbers: numbers.map((number) => ({
      number: number.number,
      holders: number.holders.map((holder) => pageHolder(holder, commits)),
      released: number.released.map((said) => withPlaces(said, commits)),
      reserved: number.reserved.map((said) => withPlaces(said, commits)),
      quarantines: number.quarantines,
      violations: number.violations,
    })),
    violations: violations.map(told),
    notes: notes.map(told),
  };
  return printableValue(data);
}

class Commits {
  readonly all: PageCommit[] = [];
  readonly #places = new Map<string, number>();

  place({ commit, day, at, author, merger, pullRequest, merge }: CommitRef): number {
    const known = this.#places.get(commit);
    if (known !== undefined) return known;
    const request = pullRequest === undefined ? {} : { pullRequest };
    this.#places.set(commit, this.all.length);
    return this.all.push({ commit, day, at, author, merger, ...request, merge }) - 1;
  }
}

function pageHolder({ number: _, ended, ...holder }: ChartHolder, commits: Commits): PageHolder {
  return {
    ...holder,
    began: commits.place(holder.began),
    ...(ended ? { ended: commits.place(ended), how: ended.how } : {}),
  };
}

type Placed<T> = { [K in keyof T]: K extends 'began' | 'ended' | 'commit' ? number : T[K] };

/** Commits that a value names become their places. */
function withPlaces<T extends object>(value: T, commits: Commits): Placed<T> {
  const entries = Object.entries(value).map(([key, part]) =>
    PLACED.includes(key) ? [key, commits.place(part as CommitRef)] : [key, part],
  );
  return Object.fromEntries(entries) as Placed<T>;
}

const PLACED = ['began', 'ended', 'commit'];
