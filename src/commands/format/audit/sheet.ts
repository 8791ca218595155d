import { stringify } from 'csv-stringify/sync';
import { table } from '../markdown.ts';
import { printable } from '../printable.ts';

/** An answer as rows, for a spreadsheet or a table. */
export interface Sheet {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What looks like a formula is text, and nothing is invisible. */
export function sheetCsv({ head, rows }: Sheet): string {
  const cells = rows.map((row) => row.map(printable));
  return stringify([head, ...cells], { escape_formulas: true, eof: false });
}

export function sheetMarkdown({ head, rows }: Sheet, before: readonly string[] = []): string {
  return [...before, table(head, rows)].join('\n\n');
}

/** Columns below one another. */
export function sheetText({ rows }: Sheet): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    printable(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  );
}
