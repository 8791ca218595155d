import { joined, type Language, same, type Text } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import { fileTrouble } from '../../load/file-trouble.ts';
import { diagnosticsGithub, diagnosticsJson, diagnosticsText, githubError, SEVERITY } from './diagnostics.ts';
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
export function describeFailure(
  error: unknown,
  options: { format: FailureFormat; language: Language; debug: boolean },
): Failure {
  const exit = exitOf(error);
  if (exit !== undefined) return { exitCode: exit };
  if (error instanceof DiagnosticsError) return ofFiles(error, options);
  const { language } = options;
  const told = named(error);
  const { code, exitCode } = told;
  const details = options.debug && code === 'internal' && error instanceof Error ? `\n${error.stack}` : '';
  if (options.format === 'text')
    return {
      exitCode,
      stderr: `${printable(`${SEVERITY.error[language]} ${code}: ${joined(told, language)}`)}${details}`,
    };
  const stdout =
    options.format === 'json'
      ? printableJson({ ok: false, diagnostics: [failureDiagnostic(error, language)] })
      : githubError(code, joined(told, language));
  return { exitCode, stdout, ...(details ? { stderr: details.trimStart() } : {}) };
}

/** What was thrown as JSON tells it: a problem that is in no file. */
export function failureDiagnostic(error: unknown, language: Language) {
  const { code, message, action } = named(error);
  const [what, how] = [message[language], action[language]];
  return { code, severity: 'error', file: null, line: null, column: null, message: what, action: how };
}

/** The exit code that goes with what was thrown. */
export function failureExitCode(error: unknown): number {
  return exitOf(error) ?? named(error).exitCode;
}

function ofFiles(
  { diagnostics }: DiagnosticsError,
  { format, language }: { format: FailureFormat; language: Language },
): Failure {
  if (format === 'text') return { exitCode: 1, stderr: diagnosticsText(diagnostics, language) };
  const print = { json: diagnosticsJson, github: diagnosticsGithub }[format];
  return { exitCode: 1, stdout: print(diagnostics, language) };
}

interface Named {
  code: string;
  message: Text;
  action: Text;
  exitCode: number;
}

function named(error: unknown): Named {
  if (error instanceof Problem) return { ...error.said, code: error.code, exitCode: error.exitCode };
  const message = oneLine(error instanceof Error ? error.message : String(error));
  if (isUsage(error)) {
    return {
      code: 'usage',
      message: same(
        message.replace(/^The following errors? occurred: /, '').replace(/ ?See more help with --help$/, ''),
      ),
      action: { en: 'see --help', ja: '--help を見てください' },
      exitCode: 1,
    };
  }
  if (message === 'SIGINT') return { code: 'interrupted', ...INTERRUPTED, exitCode: 130 };
  const file = fileOf(error);
  if (file) return { code: 'file-system', ...file, exitCode: 1 };
  const unexpected = { en: `unexpected: ${message}`, ja: `予期しないエラーです（${message}）` };
  return { code: 'internal', message: unexpected, action: DEFECT, exitCode: 1 };
}

const INTERRUPTED = {
  message: { en: 'interrupted', ja: '中断されました' },
  action: { en: 'run it again', ja: 'もう一度実行してください' },
};
const DEFECT = {
  en: 'run it again with DEBUG=denwaban for details; this is a defect of denwaban',
  ja: 'denwaban の欠陥です。DEBUG=denwaban をつけて実行すると詳しく分かります',
};

/** A disk that is full or a folder that may not be written to is no defect of ours, wherever it is met. */
function fileOf(error: unknown): { message: Text; action: Text } | undefined {
  const trouble = fileTrouble(error);
  if (!trouble) return undefined;
  const { path, syscall } = error as NodeJS.ErrnoException;
  // A program that is missing has a path too, and an address that is taken has none.
  if (syscall?.startsWith('spawn') || (typeof path !== 'string' && syscall !== 'write')) return undefined;
  const doing = syscall === undefined ? '' : ` (${syscall})`;
  const { why, action } = trouble;
  const message = {
    en: `${path ?? 'the output'}${doing}: ${why.en}`,
    ja: `${path ?? '出力'}${doing}: ${why.ja}`,
  };
  return { message, action };
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
