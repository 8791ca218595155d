import type { Text } from '../domain/language.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { Path } from '../load/place.ts';

/** Makes a diagnostic of a place below `config:` of a stack file. */
export type Report = (code: string, path: Path, message: Text, action: Text) => Diagnostic;
