/** One thing that the demonstration looked at. */
export interface DemoRow {
  what: string;
  expected: string;
  seen: string;
  ok: boolean;
}

/** A row that is ok where both texts are the same. */
export function row(what: string, expected: string, seen: string): DemoRow {
  return { what, expected, seen, ok: expected === seen };
}
