import type { Words } from '../../src/audit/page/words.ts';
import { written } from './dom.ts';

/** The page's words, in its language. */
export const { words, language } = written<{ words: Words; language: string }>('said');

/** A word with values in its places: `{shown} of {all}`. */
export function said(word: string, values: Readonly<Record<string, string | number>>): string {
  return word.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** A code word (a mode, a state) as people read it; one that has none stands as it is. */
export function wordOf(code: string): string {
  return Object.hasOwn(words, code) ? words[code as keyof Words] : code;
}
