/** A step into a file's value: a key of a mapping or an index of a sequence. */
export type Path = readonly (string | number)[];

/** Where a value and its key stand in the text, as offsets in UTF-16 code units; the same shape as the value. */
export interface Place {
  start: number;
  end: number;
  /** Where its key begins; absent in sequences and at the top. */
  key?: number;
  children?: ReadonlyMap<string | number, Place>;
}

/** The place of a path, or of its nearest ancestor where the path is not in the file. */
export function placeOf(top: Place, path: Path): { place: Place; found: boolean } {
  let place = top;
  for (const step of path) {
    const child = place.children?.get(step);
    if (!child) return { place, found: false };
    place = child;
  }
  return { place, found: true };
}
