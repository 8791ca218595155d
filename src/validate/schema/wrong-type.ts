import type { ErrorObject } from 'ajv';
import { same, type Text } from '../../domain/language.ts';
import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { quote } from '../quote.ts';
import type { Explained } from './explained.ts';
import { isPrivate, named, valueWord } from './named.ts';

const LIST = { en: 'a list', ja: '一覧' };
const MAPPING = { en: 'keys with values', ja: 'キーと値' };
const WHOLE = { en: 'a whole number', ja: '整数' };
const TYPES: Record<string, Text> = {
  string: { en: 'text', ja: '文字' },
  integer: WHOLE,
  'integer,string': WHOLE,
  boolean: { en: 'true or false', ja: 'true か false' },
  array: LIST,
  object: MAPPING,
};

/** A value of another type than its key has: mostly YAML that reads a word otherwise than who wrote it. */
export function wrongType(error: ErrorObject, path: Path, source: SourceFile): Explained {
  const wanted = String(error.params.type);
  const at = source.at(path);
  const name = named(path);
  const told = (message: Text, action: Text) => ({ code: 'wrong-type', at, message, action });
  if (wanted === 'string' && (typeof error.data === 'number' || typeof error.data === 'boolean'))
    return told(...withoutQuotes(error.data, path, source));
  const type = TYPES[wanted] ?? same(wanted);
  const write = { en: `write ${type.en}`, ja: `${type.ja}を書いてください` };
  if (error.data === null)
    return told({ en: `${name.en} has no value`, ja: `${name.ja} に値がありません` }, write);
  const found = foundIn(error, path, wanted);
  const message = {
    en: `${name.en} must be ${type.en}, but is ${found.en}`,
    ja: `${name.ja} は${type.ja}でなければなりませんが、${found.ja} です`,
  };
  return told(message, write);
}

function withoutQuotes(
  data: number | boolean,
  path: Path,
  source: SourceFile,
): [message: Text, action: Text] {
  const name = named(path);
  if (isPrivate(path)) {
    return [
      { en: `${name.en} must be text`, ja: `${name.ja} は文字でなければなりません` },
      { en: 'put it into quotes', ja: '引用符で囲んでください' },
    ];
  }
  const written = source.written(path);
  return [
    {
      en: `${name.en} must be text, but ${quote(written)} without quotes is read as ${String(data)}`,
      ja: `${name.ja} は文字でなければなりませんが、引用符のない ${quote(written)} は ${String(data)} と読まれます`,
    },
    { en: `write "${written}", in quotes`, ja: `引用符で囲んで "${written}" と書いてください` },
  ];
}

function foundIn(error: ErrorObject, path: Path, wanted: string): Text {
  if (Array.isArray(error.data)) return LIST;
  if (typeof error.data === 'object') return MAPPING;
  // Whatever it is does not help, and may be a name.
  if (wanted === 'object' || wanted === 'array') return { en: 'a single value', ja: '一つの値' };
  return valueWord(error, path);
}
