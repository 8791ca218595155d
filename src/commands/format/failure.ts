import { Problem } from '../../domain/problem.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import { fileTrouble } from '../../load/file-trouble.ts';
import { diagnosticsGithub, diagnosticsJson, diagnosticsText, githubError } from './diagnostics.ts';
import { printable, printableJson } from './printable.ts';

/** How a command that did not succeed ends. */
export interface Failure {
  exitCode: number;
  /** Without a line break at the end; undefined: all has been said. */
  stderr?: string;
  stdout?: string;
}

/** Formats in which a failure is part of the output; in all others it is text on stderr. */
export type FailureFormat = 'text' | 'json' | 'github';

/**
 * What to print for anything that was thrown, and the exit code. Never a stack trace, but with `debug` for what is a defect of ours.
 *
 * @param options.format json and github: the failure is on stdout, in that form
 */
export function describeFailure(error: unknown, options: { format: FailureFormat; debug: boolean }): Failure {
  const exit = exitOf(error);
  if (exit !== undefined) return { exitCode: exit };
  if (error instanceof DiagnosticsError) return ofFiles(error, options.format);
  const { code, message, action, exitCode } = named(error);
  const details = options.debug && code === 'internal' && error instanceof Error ? `\n${error.stack}` : '';
  if (options.format === 'text')
    return { exitCode, stderr: `${printable(`error ${code}: ${message}, ${action}`)}${details}` };
  const stdout =
    options.format === 'json'
      ? printableJson({ ok: false, diagnostics: [failureDiagnostic(error)] })
      : githubError(code, `${message}, ${action}`);
  return { exitCode, stdout, ...(details ? { stderr: details.trimStart() } : {}) };
}

/** What was thrown as JSON tells it: a problem that is in no file. */
export function failureDiagnostic(error: unknown) {
  const { code, message, action } = named(error);
  return { code, severity: 'error', file: null, line: null, column: null, message, action };
}

/** The exit code that goes with what was thrown. */
export function failureExitCode(error: unknown): number {
  return exitOf(error) ?? named(error).exitCode;
}

function ofFiles({ diagnostics }: DiagnosticsError, format: FailureFormat): Failure {
  if (format === 'text') return { exitCode: 1, stderr: diagnosticsText(diagnostics) };
  const print = { json: diagnosticsJson, github: diagnosticsGithub }[format];
  return { exitCode: 1, stdout: print(diagnostics) };
}

interface Named {
  code: string;
  message: string;
  action: string;
  exitCode: number;
}

function named(error: unknown): Named {
  if (error instanceof Problem) return error;
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (isUsage(error)) {
    return {
      code: 'usage',
      message: message
        .replace(/^The following errors? occurred: /, '')
        .replace(/ ?See more help with --help$/, ''),
      action: 'see --help',
      exitCode: 1,
    };
  }
  if (message === 'SIGINT')
    return { code: 'interrupted', message: 'interrupted', action: 'run it again', exitCode: 130 };
  const file = fileOf(error);
  if (file) return { code: 'file-system', ...file, exitCode: 1 };
  const action = 'run it again with DEBUG=denwaban for details; this is a defect of denwaban';
  return { code: 'internal', message: `unexpected: ${message}`, action, exitCode: 1 };
}

/** A disk that is full or a folder that may not be written to is no defect of ours, wherever it is met. */
function fileOf(error: unknown): { message: string; action: string } | undefined {
  const trouble = fileTrouble(error);
  if (!trouble) return undefined;
  const { path, syscall } = error as NodeJS.ErrnoException;
  // A program that is missing has a path too, and an address that is taken has none.
  if (syscall?.startsWith('spawn') || (typeof path !== 'string' && syscall !== 'write')) return undefined;
  const doing = syscall === undefined ? '' : ` (${syscall})`;
  return { message: `${path ?? 'the output'}${doing}: ${trouble.why}`, action: trouble.action };
}

/** oclif ends a command by throwing its exit code. */
function exitOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIT') return undefined;
  const { oclif } = error as { oclif?: { exit?: number } };
  return oclif?.exit ?? 0;
}

/** oclif's own errors are about how the command was called. */
function isUsage(error: unknown): boolean {
  return error instanceof Error && 'oclif' in error;
}

/** oclif's messages run over several lines, with columns. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
