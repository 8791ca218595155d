import type { ErrorObject } from 'ajv';
import { same, type Text } from '../../domain/language.ts';
import { isPlainWord } from '../../domain/plain-word.ts';
import type { Path } from '../../load/place.ts';
import { quote } from '../quote.ts';

/** A path as a reader knows it: `numbers[0].type`. */
export function named(path: Path): Text {
  if (path.length === 0) return { en: 'the file', ja: 'ファイル' };
  return same(
    path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i > 0 ? `.${step}` : step)).join(''),
  );
}

/** Where a key is missing or too many, as the end of an English sentence and the beginning of a Japanese one. */
export function inside(path: Path): Text {
  if (path.length === 0) return { en: 'at the top of the file', ja: 'ファイルの一番上の段' };
  const { en } = named(path);
  return { en: `in ${en}`, ja: `${en} ` };
}

/** A key that somebody has written; what is no plain word may be a name. */
export function keyWord(key: string): Text {
  return isPlainWord(key) ? same(quote(key)) : { en: 'this word', ja: 'この言葉' };
}

/** What somebody has written, where it may be repeated. */
export function valueWord({ data }: ErrorObject, path: Path): Text {
  if (isPrivate(path)) return { en: 'this value', ja: 'この値' };
  return typeof data === 'object' && data !== null
    ? { en: 'a list or mapping', ja: '一覧やキーと値' }
    : same(quote(String(data)));
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

export function isPrivate(path: Path): boolean {
  return (
    SECRET.has(String(path.at(-1))) || PERSONAL.some((place) => place.every((step, i) => path[i] === step))
  );
}
