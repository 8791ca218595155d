import type { Diagnostic } from '../../load/diagnostic.ts';
import type { SourceFile } from '../../load/source-file.ts';
import type { ImportedTenant } from './row-tenant.ts';

/** Where in a list something is that a rule has said of the file made of it: its cell, else the tenant's first row. */
export function toldAt(
  list: string,
  { at, origins }: ImportedTenant,
  source: SourceFile | undefined,
  said: Diagnostic,
): Diagnostic {
  const places = origins.flatMap(({ path, at: cell }) =>
    source ? [source.keyAt(path), source.at(path)].map((place) => ({ place, cell })) : [],
  );
  // Some rules tell a place inside of a value.
  const [nearest] = places
    .filter(({ place }) => place.line === said.line && place.column <= said.column)
    .sort((a, b) => b.place.column - a.place.column);
  const { line, column } = nearest?.cell ?? at;
  return { ...said, file: list, line, column };
}
