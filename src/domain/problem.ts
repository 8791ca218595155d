/**
 * A problem that ends a command and is not in a tenant file: no such folder, a port in use, a lock held.
 * Printed as one line `error CODE: what, why, what to do`; never with a stack trace.
 */
export class Problem extends Error {
  readonly code: string;
  readonly action: string;
  /** 1 for all but what a command's table of exit codes says otherwise. */
  readonly exitCode: number;

  constructor(
    code: string,
    message: string,
    action: string,
    options: { exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.action = action;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** What went wrong as one line for a person, with its code where it is a problem of ours; never a stack trace. */
export function problemLine(error: unknown): string {
  if (error instanceof Problem) return `${error.code}: ${error.message}; ${error.action}`;
  return error instanceof Error ? error.message : String(error);
}
