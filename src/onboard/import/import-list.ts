import { oneLine } from '../../domain/one-line.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import { problemAt, START } from '../../load/problem-at.ts';
import { asDay, asNumber } from './cell-forms.ts';
import { type ImportedTenant, rowTenant } from './row-tenant.ts';
import { type Cell, type Row, readTable } from './table.ts';

/** What a list of existing tenants holds. */
export interface ImportList {
  /** In the order of the list. */
  tenants: readonly ImportedTenant[];
  /** Numbers that somebody held before this repository, and gave back. */
  released: readonly Released[];
}

export interface Released {
  number: string;
  usage: string;
  on: string;
  row: Row;
}

/**
 * Reads a list in CSV: rows with an id are tenants, rows with `released` numbers that were given back.
 * @param file as the user named it
 */
export function importList(file: string, text: string): ImportList | { problems: Diagnostic[] } {
  const table = readTable(file, text);
  if ('problems' in table) return table;
  const byId = Map.groupBy(
    table.rows.filter(({ cells }) => cells.has('id')),
    ({ cells }) => (cells.get('id') as Cell).text,
  );
  const tenants = [...byId.values()].map((rows) => rowTenant(file, rows));
  const others = table.rows.filter(({ cells }) => !cells.has('id'));
  const problems = [
    ...tenants.flatMap((tenant) => tenant.problems),
    ...table.rows.flatMap((row) => misplaced(file, row)),
  ];
  if (table.rows.length === 0) {
    const why = { en: 'the list has no rows', ja: '一覧に行がありません' };
    problems.push(
      problemAt(file, START, 'import-empty', why, { en: 'fill it in', ja: '書き込んでください' }),
    );
  }
  if (problems.length > 0) return { problems };
  const of = (row: Row, column: 'number' | 'usage' | 'released') => row.cells.get(column)?.text ?? '';
  const released = others.map((row) => ({
    number: asNumber(of(row, 'number')),
    usage: of(row, 'usage'),
    on: asDay(of(row, 'released')),
    row,
  }));
  return { tenants, released };
}

/** A row is one thing or the other. */
function misplaced(file: string, { at, cells }: Row): Diagnostic[] {
  const released = cells.get('released');
  if (cells.has('id')) {
    if (!released) return [];
    const why = { en: 'a tenant’s row with “released”', ja: '契約会社の行に “released” があります' };
    const action = {
      en: 'write the tenant’s last day under ends or number-ends; released is for rows without an id',
      ja: '契約会社の最後の日は ends か number-ends に書いてください。released は id のない行のものです',
    };
    return [problemAt(file, released, 'import-row', why, action)];
  }
  const more = [...cells.keys()].filter((column) => !['number', 'usage', 'released'].includes(column));
  if (released && cells.has('number') && cells.has('usage') && more.length === 0) return [];
  const other = more[0] === undefined ? undefined : oneLine(more[0]);
  const why = {
    en: `a row without an id${other === undefined ? '' : ` but with ${other}`}`,
    ja: `id のない行${other === undefined ? '' : `に ${other} があります`}`,
  };
  const action = {
    en: 'give it the tenant’s id, or number, usage and released for a number that was given back before',
    ja: '契約会社の id を書くか、以前に返された番号なら number と usage と released を書いてください',
  };
  return [problemAt(file, at, 'import-row', why, action)];
}
