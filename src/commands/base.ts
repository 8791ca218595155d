import { Command, Flags } from '@oclif/core';
import { LANGUAGES, type Language, languageAsked } from '../domain/language.ts';
import type { Stack } from '../model/stack.ts';
import type { ProjectOptions } from '../project/project.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { failureExitCode } from './format/failure.ts';

/** How something is printed. */
export type Format = 'text' | 'json' | 'markdown';

const tenants = Flags.string({
  description: 'folder of the tenant files (default: the stack’s, else tenants)',
  helpValue: 'DIR',
});
const at = Flags.string({
  description: 'the day to judge by, YYYY-MM-DD (default: today in Japan)',
  helpValue: 'DATE',
});
const stack = {
  char: 's',
  description: 'the stack, a file stacks/Pulumi.<stack>.yaml',
  helpValue: 'STACK',
} as const;

const formats = {
  description: 'how to print',
  options: ['text', 'json', 'markdown'] as const satisfies readonly Format[],
};

/** For commands that print something. */
export const formatFlag = Flags.option({ ...formats, default: 'text' as const })();

/** For commands whose result is first of all for programs. */
export const jsonFormatFlag = Flags.option({ ...formats, default: 'json' as const })();

/** For commands that read the tenant files. The stack may be named. */
export const projectFlags = { tenants, at, stack: Flags.string(stack) };

/** For commands that work on a stack. */
export const stackFlags = { tenants, at, stack: Flags.string({ ...stack, required: true }) };

/** For commands that ask or run a stack's engine. */
export const engineFlag = Flags.option({
  description: 'confirm the engine that the stack’s settings name; another one is refused',
  options: ['embedded', 'pulumi'] as const satisfies readonly Stack['engine'][],
})();

const lang = Flags.option({
  description: 'the language to speak (default: that of LC_ALL, LC_MESSAGES or LANG, else English)',
  options: LANGUAGES,
  helpGroup: 'GLOBAL',
})();

/**
 * The base of every command. Commands throw: a Problem, a DiagnosticsError, anything; bin/run.mjs prints it in one way for all and
 * ends with its exit code.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = { lang };

  /** What its exit codes say, where that is not what those of every command do. */
  static exitCodes?: ExitCodes;

  /** In which everything is said that people read. */
  protected get language(): Language {
    return languageAsked(this.argv, process.env);
  }

  /** Ends the command with an exit code other than 0 and without a message. */
  protected end(exitCode: number): never {
    return this.exit(exitCode);
  }

  /**
   * Ends the command where the result that it has printed is no success. As JSON that has said everything: a second document would be none.
   * @param error undefined: it is one
   */
  protected endUnlessOk(format: Format, error: unknown): void {
    if (error === undefined) return;
    if (format === 'json') this.end(failureExitCode(error));
    throw error;
  }

  /** Prints a result in the form that was asked for; the others are not made. */
  protected print(format: Format, forms: Record<Format, () => string>): void {
    this.log(forms[format]());
  }

  /** The flags that choose what is loaded, for loadProject. */
  protected projectOptions<S extends string | undefined>({
    tenants,
    at,
    stack,
  }: Pick<ProjectOptions, 'tenants' | 'at'> & { stack: S }) {
    return { tenants, at, stack };
  }
}
