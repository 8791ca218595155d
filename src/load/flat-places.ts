import type { Place } from './place.ts';

/**
 * The places of a value as numbers, in the order in which the value is walked: of each value its start, its end and, in a mapping, where its
 * key begins. A tenth of the memory of the tree, which nobody asks for in most files.
 */
export type FlatPlaces = readonly number[];

export function flatten(value: unknown, place: Place): FlatPlaces {
  const numbers: number[] = [];
  const walk = (inner: unknown, at: Place): void => {
    numbers.push(at.start, at.end);
    if (at.key !== undefined) numbers.push(at.key);
    for (const step of stepsOf(inner)) {
      const child = at.children?.get(step);
      if (!child) throw new Error('a value without a place');
      walk(childOf(inner, step), child);
    }
  };
  walk(value, place);
  return numbers;
}

/** @param numbers what {@link flatten} made of the same value */
export function unflatten(value: unknown, numbers: FlatPlaces): Place {
  let next = 0;
  const take = (): number => {
    const number = numbers[next++];
    if (number === undefined) throw new Error('a value without a place');
    return number;
  };
  const walk = (inner: unknown, keyed: boolean): Place => {
    const place: Place = { start: take(), end: take() };
    if (keyed) place.key = take();
    if (typeof inner !== 'object' || inner === null) return place;
    const children = new Map<string | number, Place>();
    for (const step of stepsOf(inner)) children.set(step, walk(childOf(inner, step), !Array.isArray(inner)));
    place.children = children;
    return place;
  };
  return walk(value, false);
}

function stepsOf(value: unknown): Iterable<string | number> {
  if (Array.isArray(value)) return value.keys();
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function childOf(value: unknown, step: string | number): unknown {
  return (value as Record<string | number, unknown>)[step];
}
