import type { Language, Text } from './language.ts';

/**
 * A problem that ends a command and is not in a tenant file: no such folder, a port in use, a lock held.
 * Printed as one line `error CODE: what, why, what to do`, in the language of whoever asked; never with a stack trace. As an Error, in logs and
 * in what one machine tells another, it is English.
 */
export class Problem extends Error {
  readonly code: string;
  /** What and why, and what to do, for a person. */
  readonly said: { message: Text; action: Text };
  readonly action: string;
  /** 1 for all but what a command's table of exit codes says otherwise. */
  readonly exitCode: number;

  constructor(
    code: string,
    message: Text,
    action: Text,
    options: { exitCode?: number; cause?: unknown } = {},
  ) {
    super(message.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.said = { message, action };
    this.action = action.en;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** What went wrong as one line for a person, with its code where it is a problem of ours; never a stack trace. */
export function problemLine(error: unknown, language: Language = 'en'): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const { message, action } = error.said;
  return language === 'ja'
    ? `${error.code}: ${message.ja}。${action.ja}。`
    : `${error.code}: ${message.en}; ${action.en}`;
}

/** A problem as one line of another message. */
export function problemText({ said: { message, action } }: Problem): Text {
  return { en: `${message.en}, ${action.en}`, ja: `${message.ja}。${action.ja}` };
}
