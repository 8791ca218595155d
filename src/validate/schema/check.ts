import type { ErrorObject } from 'ajv';
import type { Diagnostic } from '../../load/diagnostic.ts';
import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { type SchemaName, validator } from './compile.ts';
import { explain } from './explain.ts';
import { NOT_BLANK_AT_ENDS } from './words.ts';

/**
 * A file against its schema: one diagnostic for each mistake at the place where it is to be mended.
 *
 * @param ignored keys that a rule speaks about in its own words
 */
export function checkSchema(
  name: SchemaName,
  source: SourceFile,
  ignored: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  const validate = validator(name);
  if (validate(source.value)) return [];
  const worst = new Map<string, ErrorObject>();
  for (const error of validate.errors ?? []) {
    // A key of the wrong form is reported by propertyNames, at the key.
    if (error.propertyName !== undefined) continue;
    if (error.keyword === 'additionalProperties' && ignored.has(error.params.additionalProperty)) continue;
    if (endsInBreak(error)) continue;
    const key = distinct(error);
    const known = worst.get(key);
    if (!known || rank(error) < rank(known)) worst.set(key, error);
  }
  return [...worst.values()].map((error) => explain(error, pathOf(error, source.value), source));
}

/** Lines joined by | end in a line break, which is also a blank at the end: control-character speaks of it. */
function endsInBreak({ keyword, schema, data }: ErrorObject): boolean {
  return keyword === 'pattern' && schema === NOT_BLANK_AT_ENDS && /^[\r\n]|[\r\n]$/.test(String(data));
}

/** One mistake of a value fails several keywords: a number where text belongs is also none of the choices. The first of these counts. */
const RANKS = ['type', 'enum', 'minLength', 'maxLength', 'pattern', 'format'];

function rank(error: ErrorObject): number {
  const index = RANKS.indexOf(error.keyword);
  return index < 0 ? RANKS.length : index;
}

function distinct(error: ErrorObject): string {
  const about =
    error.params.additionalProperty ?? error.params.missingProperty ?? error.params.propertyName ?? '';
  return `${error.instancePath}\n${about}`;
}

/** JSON pointer → path; whether a step is an index is seen from the value. */
function pathOf(error: ErrorObject, top: unknown): Path {
  const path: (string | number)[] = [];
  let value = top;
  for (const step of error.instancePath.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(value) ? Number(name) : name;
    path.push(key);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
