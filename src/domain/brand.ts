declare const brand: unique symbol;

/**
 * A value that has been checked once and keeps its type from then on. No raw strings travel past `model`:
 * only the parser of a type makes values of it.
 */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A parse that names what is wrong instead of throwing: rules turn `problem` into a diagnostic. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

export function ok<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function bad(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
