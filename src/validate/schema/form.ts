import type { Text } from '../../domain/language.ts';

/** Where a schema keeps {@link form}'s words. A symbol: JSON does not publish it, and ajv passes over it. */
const FORM: unique symbol = Symbol('form');

/** What a value is to look like, as a noun with `write …` before or `…を書いてください` after it. Editors show `patternErrorMessage`. */
export function form(en: string, ja: string) {
  return { patternErrorMessage: `${ja} / ${en}`, [FORM]: { en, ja } satisfies Text };
}

/** The words of a schema that has any. */
export function formOf(schema: object | undefined): Text | undefined {
  return (schema as { [FORM]?: Text } | undefined)?.[FORM];
}
