import type { ErrorObject } from 'ajv';
import { isPlainWord } from '../../domain/plain-word.ts';
import type { Diagnostic, Position } from '../../load/diagnostic.ts';
import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { quote } from '../quote.ts';
import { nearest } from './nearest.ts';

interface Explained {
  code: string;
  at: Position;
  message: string;
  action: string;
}

/** One of ajv's errors in words, at the place where it is to be mended. */
export function explain(error: ErrorObject, path: Path, source: SourceFile): Diagnostic {
  const { code, at, message, action } = (EXPLANATIONS[error.keyword] ?? other)(error, path, source);
  return { code, severity: 'error', file: source.file, line: at.line, column: at.column, message, action };
}

type Explain = (error: ErrorObject, path: Path, source: SourceFile) => Explained;

const EXPLANATIONS: Record<string, Explain> = {
  additionalProperties: (error, path, source) => {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object).filter(
      (k) => !(k in (error.data as object)),
    );
    const meant = nearest(key, known);
    return {
      code: 'unknown-key',
      at: source.keyAt([...path, key]),
      message: isPlainWord(key)
        ? `there is no key ${quote(key)} ${inside(path)}`
        : `a key that is no word of ours stands ${inside(path)}`,
      action: meant
        ? `did you mean ${quote(meant)}?`
        : `take it away${known.length > 0 ? `, or write one of ${known.join(', ')}` : ''}`,
    };
  },
  required: (error, path, source) => ({
    code: 'missing-key',
    at: path.length > 0 ? source.keyAt(path) : { line: 1, column: 1 },
    message: `the key ${quote(String(error.params.missingProperty))} is missing ${inside(path)}`,
    action: 'write it',
  }),
  type: (error, path, source) => wrongType(error, path, source),
  enum: (error, path, source) => {
    const choices = (error.params.allowedValues as unknown[]).map(String);
    const meant = typeof error.data === 'string' ? nearest(error.data, choices) : undefined;
    return {
      code: 'unknown-value',
      at: source.at(path),
      message: `${value(error, path)} is not known for ${name(path)}`,
      action: `write one of ${choices.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`,
    };
  },
  pattern: (error, path, source) => form(error, path, source),
  format: (error, path, source) => form(error, path, source),
  minLength: (_error, path, source) => ({
    code: 'wrong-length',
    at: source.at(path),
    message: `${name(path)} is empty`,
    action: 'fill it in, or take the key away where it is optional',
  }),
  maxLength: (error, path, source) => ({
    code: 'wrong-length',
    at: source.at(path),
    message: `${name(path)} has ${[...String(error.data)].length} characters, more than the ${error.params.limit} that it may have`,
    action: 'shorten it',
  }),
  minItems: (error, path, source) => count(error, path, source, 'at least'),
  maxItems: (error, path, source) => count(error, path, source, 'at most'),
  minProperties: (error, path, source) => count(error, path, source, 'at least'),
  minimum: (error, path, source) => range(error, path, source, 'at least'),
  maximum: (error, path, source) => range(error, path, source, 'at most'),
  uniqueItems: (error, path, source) => ({
    code: 'repeated-value',
    at: source.at([...path, Math.max(error.params.i, error.params.j)]),
    message: `${name(path)} says the same twice`,
    action: 'keep one of them',
  }),
  propertyNames: (error, path, source) => ({
    code: 'wrong-form',
    at: source.keyAt([...path, String(error.params.propertyName)]),
    message: `${keyWord(String(error.params.propertyName))} cannot be a key of ${name(path)}`,
    action: 'write a-z, 0-9 and - alone',
  }),
};

function other(error: ErrorObject, path: Path, source: SourceFile): Explained {
  return {
    code: 'schema',
    at: source.at(path),
    message: `${name(path)} ${error.message ?? 'is not as the schema wants it'}`,
    action: 'see the schema',
  };
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  'integer,string': 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};

function wrongType(error: ErrorObject, path: Path, source: SourceFile): Explained {
  const wanted = String(error.params.type);
  const at = source.at(path);
  const written = source.written(path);
  if (wanted === 'string' && (typeof error.data === 'number' || typeof error.data === 'boolean')) {
    if (isPrivate(path))
      return { code: 'wrong-type', at, message: `${name(path)} must be text`, action: 'put it into quotes' };
    const message = `${name(path)} must be text, but ${quote(written)} without quotes is read as ${String(error.data)}`;
    return { code: 'wrong-type', at, message, action: `write "${written}", in quotes` };
  }
  if (error.data === null) {
    return {
      code: 'wrong-type',
      at,
      message: `${name(path)} has no value`,
      action: `write ${TYPES[wanted] ?? wanted}`,
    };
  }
  const found = Array.isArray(error.data)
    ? 'a list'
    : typeof error.data === 'object'
      ? 'keys with values'
      : wanted === 'object' || wanted === 'array'
        ? // Whatever it is does not help, and may be a name.
          'a single value'
        : value(error, path);
  const message = `${name(path)} must be ${TYPES[wanted] ?? wanted}, but is ${found}`;
  return { code: 'wrong-type', at, message, action: `write ${TYPES[wanted] ?? wanted}` };
}

function form(error: ErrorObject, path: Path, source: SourceFile): Explained {
  const wanted = error.parentSchema?.patternErrorMessage;
  return {
    code: 'wrong-form',
    at: source.at(path),
    message: `${value(error, path)} cannot be ${name(path)}`,
    action: `write ${typeof wanted === 'string' ? wanted : 'it as the schema says'}`,
  };
}

function count(error: ErrorObject, path: Path, source: SourceFile, bound: string): Explained {
  return {
    code: 'wrong-count',
    at: path.length > 0 ? source.keyAt(path) : { line: 1, column: 1 },
    message: `${name(path)} must have ${bound} ${error.params.limit} ${error.params.limit === 1 ? 'entry' : 'entries'}`,
    action: bound === 'at least' ? 'add what is missing' : 'take some away',
  };
}

function range(error: ErrorObject, path: Path, source: SourceFile, bound: string): Explained {
  return {
    code: 'out-of-range',
    at: source.at(path),
    message: `${value(error, path)} cannot be ${name(path)}`,
    action: `write ${bound} ${error.params.limit}`,
  };
}

function keyWord(key: string): string {
  return isPlainWord(key) ? quote(key) : 'this word';
}

function value(error: ErrorObject, path: Path): string {
  if (isPrivate(path)) return 'this value';
  return typeof error.data === 'object' && error.data !== null
    ? 'a list or mapping'
    : quote(String(error.data));
}

/**
 * Diagnostics end in logs of builds: what a person is called or written to at stays out of them, and a secret that was written out. So
 * does whatever stands where callers, people, recipients, an identity check's record or the reason of a suspension belong: it may be a name.
 */
const PERSONAL: readonly Path[] = [
  ['calls', 'block'],
  ['roster'],
  ['report', 'to'],
  ['contract', 'identityCheck'],
  ['contract', 'suspended', 'reason'],
];
const SECRET = new Set(['password', 'token']);

function isPrivate(path: Path): boolean {
  return (
    SECRET.has(String(path.at(-1))) || PERSONAL.some((place) => place.every((step, i) => path[i] === step))
  );
}

/** A path as a reader knows it: `numbers[0].type`. */
function name(path: Path): string {
  if (path.length === 0) return 'the file';
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i > 0 ? `.${step}` : step)).join('');
}

function inside(path: Path): string {
  return path.length === 0 ? 'at the top of the file' : `in ${name(path)}`;
}
