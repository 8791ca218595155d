import type { Text } from './language.ts';

declare const brand: unique symbol;

/**
 * A value that has been checked once and keeps its type from then on. No raw strings travel past `model`:
 * only the parser of a type makes values of it.
 */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A parse that names what is wrong instead of throwing: rules turn `problem` into a diagnostic. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: Text };

export function ok<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** @param en how it is to be written, as a noun @param ja the same */
export function bad(en: string, ja: string): { ok: false; problem: Text } {
  return { ok: false, problem: { en, ja } };
}

/** What to do where a parse has failed. */
export function writeWords({ en, ja }: Text): Text {
  return { en: `write ${en}`, ja: `${ja}を書いてください` };
}
