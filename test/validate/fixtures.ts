import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Diagnostic } from '../../src/load/diagnostic.ts';
import { loadFolder } from '../../src/load/load.ts';
import { sideOf, validate, validateChange } from '../../src/validate/validate.ts';

export const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
/** The day of the sandbox's clock: that of every fixture without a `date.txt`. */
export const DATE = '2027-03-01' as LocalDate;

export function fixtureNames(kind: 'valid' | 'invalid' | 'mended'): string[] {
  return readdirSync(join(FIXTURES, kind)).sort();
}

/** Everything said about a fixture. One with `base` and `head` is a change from one to the other. */
export async function diagnose(folder: string, load = loadFolder): Promise<Diagnostic[]> {
  const date = dateOf(folder);
  const options = { date, reportDomain: 'report.denwaban.example' };
  if (!existsSync(join(folder, 'base'))) return validate(await load(folder), options);
  const base = await load(join(folder, 'base'));
  const head = await load(join(folder, 'head'));
  return [
    ...validate(base, options),
    ...validate(head, options),
    ...validateChange({ base: sideOf(base), head: sideOf(head), date }),
  ];
}

function dateOf(folder: string): LocalDate {
  const file = join(folder, 'date.txt');
  return existsSync(file) ? (readFileSync(file, 'utf8').trim() as LocalDate) : DATE;
}

export function expected(folder: string): string[] {
  return readFileSync(join(folder, 'expected.txt'), 'utf8').trim().split('\n').sort();
}

/** `file:line:column severity code`, the file as seen from the fixture. */
export function short(folder: string, d: Diagnostic): string {
  return `${relative(folder, d.file)}:${d.line}:${d.column} ${d.severity} ${d.code}`;
}
