import { type Language, spoken } from '../../domain/language.ts';
import { printable } from '../../domain/printable.ts';
import type { ChartAnswer, ChartHolder } from '../questions/chart.ts';
import type { CommitRef } from '../reference.ts';
import type { PageCommit, PageData, PageHolder } from './page-data.ts';

/** An answer as its page has it: each commit once, in one language, and nothing in a text that a screen would obey. */
export function pageData(answer: ChartAnswer, language: Language): PageData {
  const { source, day, numbers, violations, notes } = answer;
  const commits = new Commits();
  const data = {
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
    violations: violations.map((violation) => withPlaces(violation, commits)),
    notes: notes.map((note) => withPlaces(note, commits)),
  };
  return visible(spoken(data, language) as PageData);
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

function visible<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? printable(part) : part)));
}
