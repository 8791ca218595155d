import type { Text } from '../domain/language.ts';
import type { Diagnostic, Position } from './diagnostic.ts';

export const START: Position = { line: 1, column: 1 };

/** An error of the load stage. */
export function problemAt(
  file: string,
  position: Position,
  code: string,
  message: Text,
  action: Text,
): Diagnostic {
  return { code, severity: 'error', file, line: position.line, column: position.column, message, action };
}
