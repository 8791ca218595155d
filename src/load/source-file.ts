import type { Position } from './diagnostic.ts';
import { type FlatPlaces, unflatten } from './flat-places.ts';
import { Lines } from './lines.ts';
import { type Path, type Place, placeOf } from './place.ts';

/** A YAML file's value and the place of everything in it. */
export class SourceFile {
  /** As the user named it. */
  readonly file: string;
  /** Without its folder. */
  readonly name: string;
  readonly text: string;
  /** Mappings are objects without a prototype, so that a key such as `constructor` is a key like any other. */
  readonly value: unknown;
  #places: FlatPlaces | (() => FlatPlaces);
  #found: Place | undefined;
  #lines: Lines | undefined;

  /** @param places of `value`; told later where need be, since of most files nobody asks for one */
  constructor(
    names: { file: string; name: string },
    text: string,
    value: unknown,
    places: FlatPlaces | (() => FlatPlaces),
  ) {
    this.file = names.file;
    this.name = names.name;
    this.text = text;
    this.value = value;
    this.#places = places;
  }

  /** Of `value`, flattened. */
  get places(): FlatPlaces {
    if (typeof this.#places === 'function') this.#places = this.#places();
    return this.#places;
  }

  get #top(): Place {
    this.#found ??= unflatten(this.value, this.places);
    return this.#found;
  }

  /** Where the value of a path begins; where the path is not in the file, its nearest ancestor's key. */
  at(path: Path): Position {
    const { place, found } = placeOf(this.#top, path);
    return this.positionOf(found ? place.start : (place.key ?? place.start));
  }

  /** Where the key of a path begins; in a sequence, and where the path is not in the file, as {@link at}. */
  keyAt(path: Path): Position {
    const { place, found } = placeOf(this.#top, path);
    return found && place.key !== undefined ? this.positionOf(place.key) : this.at(path);
  }

  /** The text that a value was written as, quotes included. */
  written(path: Path): string {
    const { place, found } = placeOf(this.#top, path);
    return found ? this.text.slice(place.start, place.end) : '';
  }

  /** Line and column, from 1, of an offset in the text. Columns count UTF-16 code units, as editors do. */
  positionOf(offset: number): Position {
    this.#lines ??= new Lines(this.text);
    return this.#lines.at(offset);
  }
}
