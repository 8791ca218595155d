import { type Language, same, type Text } from './language.ts';

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

  /** Text that only other machines and their logs see may be English alone. */
  constructor(
    code: string,
    message: Text | string,
    action: Text | string,
    options: { exitCode?: number; cause?: unknown } = {},
  ) {
    const said = { message: textOf(message), action: textOf(action) };
    super(said.message.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.said = said;
    this.action = said.action.en;
    this.exitCode = options.exitCode ?? 1;
  }
}

function textOf(words: Text | string): Text {
  return typeof words === 'string' ? same(words) : words;
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
