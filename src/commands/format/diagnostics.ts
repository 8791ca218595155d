import type { Diagnostic } from '../../load/diagnostic.ts';
import { table } from './markdown.ts';
import { printable, printableJson } from './printable.ts';

/** `file:line:column error code: what and why, what to do`, one line each. */
export function diagnosticsText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((d) => printable(line(d))).join('\n');
}

function line(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column} ${d.severity} ${d.code}: ${d.message}, ${d.action}`;
}

/** `{"ok":…,"diagnostics":[…]}`; not ok where there is an error. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  const rows = diagnostics.map(({ code, severity, file, line, column, message, action }) => ({
    code,
    severity,
    file,
    line,
    column,
    message,
    action,
  }));
  return printableJson({ ok: !diagnostics.some((d) => d.severity === 'error'), diagnostics: rows });
}

/** A table, for a comment on a change. */
export function diagnosticsMarkdown(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return 'No problems.';
  return table(
    ['Place', 'Severity', 'Code', 'Problem', 'What to do'],
    diagnostics.map((d) => [`${d.file}:${d.line}:${d.column}`, d.severity, d.code, d.message, d.action]),
  );
}

/** GitHub's workflow commands, which show each problem beside the line that it is about. */
export function diagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((d) => {
      const place = `file=${property(d.file)},line=${d.line},col=${d.column},title=${property(d.code)}`;
      return `::${d.severity} ${place}::${data(`${d.message}, ${d.action}`)}`;
    })
    .join('\n');
}

/** The same for a problem that is in no file. */
export function githubError(code: string, message: string): string {
  return `::error title=${property(code)}::${data(message)}`;
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
