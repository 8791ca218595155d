import { byPlace, type Diagnostic } from './diagnostic.ts';

/** Files that cannot be used as they are: every problem at once, sorted by place. Holds at least one error. */
export class DiagnosticsError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(`${diagnostics.filter((d) => d.severity === 'error').length} problems in the files`);
    this.name = 'DiagnosticsError';
    this.diagnostics = diagnostics.toSorted(byPlace);
  }
}
