import { expect } from 'vitest';
import type { Text } from '../src/domain/language.ts';

const JAPANESE = /[\u3041-\u30ff\u4e00-\u9fff]/;
/** What is quoted, and what holds a digit: names, numbers, days, paths. */
const VALUES = /“[^”]*”|[\w./:@“#-]*\d[\w./:@#-]*/g;
/** English counts of things, and what Japanese writes with a digit of its own. */
const bare = (value: string): string => value.replace(/^[.:/-]+|[.:/-]+$/g, '');

function valuesOf(text: string): string[] {
  return [...new Set((text.match(VALUES) ?? []).map(bare))].sort();
}

/** Words for people are there in both languages, each in its own, with the same values in them. */
export function expectSpoken({ en, ja }: Text, about = ''): void {
  expect(ja, about).toMatch(JAPANESE);
  expect(en, about).not.toBe(ja);
  expect(en, about).toMatch(/[a-z]{2}/);
  for (const text of [en, ja]) expect(text, about).not.toMatch(/\[object|undefined|^\s|\s$|\n/);
  expect(ja, about).not.toMatch(/。$/);
  expect(valuesOf(ja), `${about}: ${en} | ${ja}`).toEqual(valuesOf(en));
}
