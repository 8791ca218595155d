import { type FlatPlaces, flatten } from '../../load/flat-places.ts';
import type { Path, Place } from '../../load/place.ts';
import { SourceFile } from '../../load/source-file.ts';

/** Which keys of a value are kept: `true` a text or whole number, a pattern a text of that form, a list of one shape a list of such. */
export type Shape = true | RegExp | readonly [Shape] | { readonly [key: string]: Shape };

/** A file's value without all that an audit does not ask for, people above all, and the line of each part. */
export interface Picked {
  value: unknown;
  places: FlatPlaces;
}

/** No id, number, day, reference or reason is longer. */
const LONGEST = 100;

export function pick(source: SourceFile, shape: Shape): Picked {
  const { value, place } = part(source, source.value, shape, []) ?? {
    value: {},
    place: { start: 0, end: 0, children: new Map() },
  };
  return { value, places: flatten(value, place) };
}

interface Part {
  value: unknown;
  place: Place;
}

function part(source: SourceFile, value: unknown, shape: Shape, path: Path): Part | undefined {
  const line = source.at(path).line - 1;
  const key = source.keyAt(path).line - 1;
  const own = { start: line, end: line, ...(typeof path.at(-1) === 'string' ? { key } : {}) };
  if (shape === true || shape instanceof RegExp)
    return isPlain(value, shape) ? { value, place: own } : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== isList(shape)) return undefined;
  const parts = new Map<string | number, Part>();
  // What is missing in a list would shift the rest of it.
  const nothing: Part = { value: null, place: own };
  if (isList(shape)) {
    for (const [i, item] of (value as unknown[]).entries())
      parts.set(i, part(source, item, shape[0], [...path, i]) ?? nothing);
  } else {
    for (const [name, inner] of Object.entries(shape)) {
      const found =
        name in value
          ? part(source, (value as Record<string, unknown>)[name], inner, [...path, name])
          : undefined;
      if (found) parts.set(name, found);
    }
  }
  const children = new Map([...parts].map(([step, { place }]) => [step, place]));
  const values = [...parts].map(([step, inner]) => [step, inner.value] as const);
  return {
    value: isList(shape) ? values.map(([, inner]) => inner) : Object.fromEntries(values),
    place: { ...own, children },
  };
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isPlain(value: unknown, shape: true | RegExp): boolean {
  if (typeof value === 'string') return value.length <= LONGEST && (shape === true || shape.test(value));
  return shape === true && Number.isSafeInteger(value);
}

/** The file again as far as it was kept: enough for the rules that an audit asks, and for the lines that they name. */
export function unpick(names: { file: string; name: string }, { value, places }: Picked): SourceFile {
  const last = places.reduce((a, b) => (a > b ? a : b), 0);
  // A text of line breaks alone: the offset of each of its lines is the line's number.
  return new SourceFile(names, '\n'.repeat(last), value, places);
}
