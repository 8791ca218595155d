import { joined, type Language, spoken, type Text } from '../../domain/language.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import { table } from './markdown.ts';
import { printable, printableJson } from './printable.ts';

/** `file:line:column error code: what and why, what to do`, one line each. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], language: Language): string {
  return diagnostics.map((d) => printable(line(d, language))).join('\n');
}

function line(d: Diagnostic, language: Language): string {
  return `${d.file}:${d.line}:${d.column} ${SEVERITY[d.severity][language]} ${d.code}: ${joined(d, language)}`;
}

/** How grave something is, as people read it; for programs it is always the English word. */
export const SEVERITY: Record<Diagnostic['severity'], Text> = {
  error: { en: 'error', ja: 'エラー' },
  warning: { en: 'warning', ja: '警告' },
};

/** `{"ok":…,"diagnostics":[…]}`; not ok where there is an error. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[], language: Language): string {
  const rows = diagnostics.map(({ code, severity, file, line, column, message, action }) =>
    spoken({ code, severity, file, line, column, message, action }, language),
  );
  return printableJson({ ok: !diagnostics.some((d) => d.severity === 'error'), diagnostics: rows });
}

const NONE = { en: 'No problems.', ja: '問題はありません。' };
const HEAD = {
  en: ['Place', 'Severity', 'Code', 'Problem', 'What to do'],
  ja: ['場所', '重さ', 'コード', '問題', '対処'],
};

/** A table, for a comment on a change. */
export function diagnosticsMarkdown(diagnostics: readonly Diagnostic[], language: Language): string {
  if (diagnostics.length === 0) return NONE[language];
  return table(
    HEAD[language],
    diagnostics.map((d) => [
      `${d.file}:${d.line}:${d.column}`,
      SEVERITY[d.severity][language],
      d.code,
      d.message[language],
      d.action[language],
    ]),
  );
}

/** GitHub's workflow commands, which show each problem beside the line that it is about. */
export function diagnosticsGithub(diagnostics: readonly Diagnostic[], language: Language): string {
  return diagnostics
    .map((d) => {
      const place = `file=${property(d.file)},line=${d.line},col=${d.column},title=${property(d.code)}`;
      return `::${d.severity} ${place}::${data(joined(d, language))}`;
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
