import type { IndexNumber, IndexRow } from '../../src/book/rows.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { digitsOf } from './fold.ts';

/** What the page shows, by the part of its address after `#`: see docs/runbook.md. */
export type Place =
  | { kind: 'home' }
  | { kind: 'tenant'; id: string; call?: string }
  | { kind: 'number'; digits: string; call?: string };

/** `#/t/<tenant>`, `#/n/<number>`, each with `?call=<X-Denwaban-Call>` where the report is to name its call. */
export function placeOf(hash: string): Place {
  const [, kind, value = '', call] = /^#\/([tn])\/([^?]+)(?:\?call=([0-9A-Za-z-]{1,64}))?$/.exec(hash) ?? [];
  const about = call === undefined ? {} : { call };
  if (kind === 't') return { kind: 'tenant', id: plain(value), ...about };
  if (kind === 'n') return { kind: 'number', digits: digitsOf(plain(value)) ?? plain(value), ...about };
  return { kind: 'home' };
}

function plain(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Whose a number is on a day; else who had it last; else who will be the first to have it. @param digits without hyphens */
export function holderOf(
  rows: readonly IndexRow[],
  digits: string,
  day: LocalDate,
): { row: IndexRow; number: string } | undefined {
  const holdings = rows.flatMap((row) =>
    row.numbers.filter((n) => n.number.replaceAll('-', '') === digits).map((number) => ({ row, number })),
  );
  const ordered = holdings.sort((a, b) => (a.number.starts < b.number.starts ? -1 : 1));
  const begun = ordered.filter(({ number }) => number.starts <= day);
  const found = begun.find(({ number }) => holds(number, day)) ?? begun.at(-1) ?? ordered[0];
  return found && { row: found.row, number: found.number.number };
}

function holds({ starts, ends }: IndexNumber, day: LocalDate): boolean {
  return starts <= day && (ends === undefined || day <= ends);
}
