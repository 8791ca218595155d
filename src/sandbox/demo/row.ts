import type { Text } from '../../domain/language.ts';

/** One thing that the demonstration looked at. */
export interface DemoRow {
  what: Text;
  expected: string;
  seen: string;
  ok: boolean;
}

/** A row that is ok where both texts are the same. */
export function row(what: Text, expected: string, seen: string): DemoRow {
  return { what, expected, seen, ok: expected === seen };
}
