import type { Text } from '../domain/language.ts';
import { byCodeUnit } from '../domain/order.ts';

/** A place in a file, both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * One problem, for the person who has to mend it. `message` says what and why, with the offending value; `action` what to do.
 * Neither carries a secret or more personal data than the value itself needs to be found.
 */
export interface Diagnostic extends Position {
  code: string;
  severity: 'error' | 'warning';
  /** As the user named it: relative to where the command runs. */
  file: string;
  message: Text;
  action: Text;
}

/** Stable order: by file, place, code. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    byCodeUnit(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    byCodeUnit(a.code, b.code) ||
    byCodeUnit(a.message.en, b.message.en)
  );
}
