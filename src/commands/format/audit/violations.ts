import type { AuditNote, AuditViolation, ViolationsAnswer } from '../../../audit/questions/violations.ts';
import { joined, type Language, type Text } from '../../../domain/language.ts';
import { SEVERITY } from '../diagnostics.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { commitWords, sourceWords } from './words.ts';

export function violationsText({ violations, notes, source }: ViolationsAnswer, language: Language): string {
  const count = countWords(violations.length)[language];
  return [
    ...violations.map((violation) => line(violation, language)),
    ...notes.map((note) => noteLine(note, language)),
    `${count}; ${sourceWords(source, language)}`,
  ]
    .map(printable)
    .join('\n');
}

function countWords(length: number): Text {
  const en = length === 0 ? 'no violation' : length === 1 ? '1 violation' : `${length} violations`;
  return { en, ja: length === 0 ? '違反なし' : `違反 ${length} 件` };
}

function line(violation: AuditViolation, language: Language): string {
  const { code, commit, what, action } = violation;
  const by = commit ? `${commitWords(commit, language)}: ` : '';
  const said = joined({ message: what, action }, language);
  return `${placeOf(violation)}${SEVERITY.error[language]} ${code}: ${by}${said}`;
}

const NOTE = { en: 'note', ja: '注意' };

export function noteLine(note: AuditNote, language: Language): string {
  const by = note.commit ? `${commitWords(note.commit, language)}: ` : '';
  return `${placeOf(note)}${NOTE[language]} ${note.code}: ${by}${note.what[language]}`;
}

function placeOf({ file, line, stack }: AuditViolation | AuditNote): string {
  if (file !== undefined) return `${file}${line === undefined ? '' : `:${line}`} `;
  return stack === undefined ? '' : `${stack} `;
}

export function violationsSheet({ violations }: ViolationsAnswer, language: Language): Sheet {
  const head = [
    'code',
    'tenant',
    'number',
    'stack',
    'commit',
    'day',
    'author',
    'merger',
    'pullRequest',
    'file',
    'line',
    'what',
    'action',
  ];
  const rows = violations.map(({ code, tenant, number, stack, commit, about, file, line, what, action }) => [
    code,
    tenant ?? '',
    number ?? '',
    stack ?? '',
    commit?.commit ?? about ?? '',
    commit?.day ?? '',
    commit?.author ?? '',
    commit?.merger ?? '',
    commit?.pullRequest === undefined ? '' : String(commit.pullRequest),
    file ?? '',
    line === undefined ? '' : String(line),
    what[language],
    action[language],
  ]);
  return { head, rows };
}
