import { CsvError, parse } from 'csv-parse/sync';
import { oneLine } from '../../domain/one-line.ts';
import type { Diagnostic, Position } from '../../load/diagnostic.ts';
import { problemAt, START } from '../../load/problem-at.ts';
import { COLUMNS, type Column, isColumn } from './columns.ts';

/** A row of the list: what its columns hold, without blanks around it; what is empty is not there. */
export interface Row {
  /** Where it begins. */
  at: Position;
  cells: ReadonlyMap<Column, Cell>;
}

export interface Cell extends Position {
  text: string;
}

interface RawRecord {
  record: string[];
  raw: string;
  info: { lines: number };
}

const NAMES = Object.keys(COLUMNS).join(', ');
const MEND = { en: `columns are: ${NAMES}`, ja: `使える列: ${NAMES}` };

/** Reads a list in CSV (RFC 4180), its first row naming the columns in any order. */
export function readTable(file: string, text: string): { rows: Row[] } | { problems: Diagnostic[] } {
  const parsed = records(file, text);
  if (parsed.problems) return { problems: parsed.problems };
  const [head, ...rest] = parsed.records;
  const names = (head?.cells ?? []).map((cell) => ({ ...cell, text: cell.text.toLowerCase() }));
  const problems = headProblems(file, names);
  if (problems.length > 0) return { problems };
  const rows = rest.map(({ at, cells }): Row => {
    const filled = cells.flatMap((cell, i) =>
      cell.text === '' ? [] : [[names[i]?.text as Column, cell] as const],
    );
    return { at, cells: new Map(filled) };
  });
  return { rows: rows.filter(({ cells }) => cells.size > 0) };
}

function records(file: string, text: string) {
  try {
    // A spreadsheet ends lines with CR LF and breaks them inside a cell with LF alone.
    const found = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      info: true,
      raw: true,
      skipEmptyLines: true,
    }) as unknown as RawRecord[];
    return { records: found.map(placed) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own words may quote a cell.
    const at = { line: Number(error.lines ?? 1), column: 1 };
    const code = oneLine(error.code);
    const what = { en: `not CSV (${code})`, ja: `CSV として読めません（${code}）` };
    const action = {
      en: 'give each row as many cells as there are columns, and put a cell with a quote or a line break into quotes',
      ja: '各行のセルの数を列の数に合わせ、引用符や改行を含むセルは引用符で囲んでください',
    };
    return { problems: [problemAt(file, at, 'import-csv', what, action)] };
  }
}

function headProblems(file: string, names: readonly Cell[]): Diagnostic[] {
  const seen = new Set<string>();
  const problems = names.flatMap((cell) => {
    const why = !isColumn(cell.text)
      ? {
          en: `no column is called “${oneLine(cell.text, 40)}”`,
          ja: `“${oneLine(cell.text, 40)}” という列はありません`,
        }
      : seen.has(cell.text)
        ? { en: `the column ${cell.text} is there twice`, ja: `列 ${cell.text} が二つあります` }
        : undefined;
    seen.add(cell.text);
    return why === undefined ? [] : [problemAt(file, cell, 'import-column', why, MEND)];
  });
  if (problems.length === 0 && !seen.has('id')) {
    const why = { en: 'there is no column id', ja: '列 id がありません' };
    problems.push(problemAt(file, START, 'import-column', why, MEND));
  }
  return problems;
}

/** The parser tells the line on which a record ends. */
function placed({ record, raw, info }: RawRecord): { at: Position; cells: Cell[] } {
  const text = raw.replace(/\n$/, '').replace(/^\n+/, '');
  const breaks = text.split('\n').length - 1;
  const first = info.lines - breaks;
  const offsets = cellOffsets(text);
  const cells = record.map((cell, i) => {
    const before = text.slice(0, offsets[i]).split('\n');
    const at = { line: first + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
    return { ...at, text: cell.trim().normalize('NFC') };
  });
  return { at: { line: first, column: 1 }, cells };
}

/** Where each cell of a record begins. */
function cellOffsets(text: string): number[] {
  const offsets = [0];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ',' && !quoted) offsets.push(i + 1);
  }
  return offsets;
}
