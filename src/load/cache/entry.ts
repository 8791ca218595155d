import type { FlatPlaces } from '../flat-places.ts';

/** What a file's bytes came to, but for its text and its names. */
export interface ParsedValue {
  value: unknown;
  places: FlatPlaces;
}

/** A parsed file in one line; undefined where JSON would not give the same value back. */
export function toLine({ value, places }: ParsedValue): string | undefined {
  return isJson(value) ? `${JSON.stringify(value)}\t${places.join()}` : undefined;
}

/** What {@link toLine} made it of. */
export function fromLine(line: string): { value: unknown; places: () => FlatPlaces } {
  const tab = line.indexOf('\t');
  return {
    value: withoutPrototypes(JSON.parse(line.slice(0, tab))),
    places: () => JSON.parse(`[${line.slice(tab + 1)}]`),
  };
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Mappings have none, see SourceFile. Taken away in place: V8 walks these three times as fast as what begins without one. */
function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) withoutPrototypes(inner);
  return Array.isArray(value) ? value : Object.setPrototypeOf(value, null);
}
