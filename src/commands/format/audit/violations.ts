import type { AuditNote, AuditViolation, ViolationsAnswer } from '../../../audit/questions/violations.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { commitWords, sourceWords } from './words.ts';

export function violationsText({ violations, notes, source }: ViolationsAnswer): string {
  const { length } = violations;
  const count = length === 0 ? 'no violation' : length === 1 ? '1 violation' : `${length} violations`;
  return [...violations.map(line), ...notes.map(noteLine), `${count}; ${sourceWords(source)}`]
    .map(printable)
    .join('\n');
}

function line(violation: AuditViolation): string {
  const { code, commit, what, action } = violation;
  return `${placeOf(violation)}error ${code}: ${commit ? `${commitWords(commit)}: ` : ''}${what}, ${action}`;
}

export function noteLine(note: AuditNote): string {
  return `${placeOf(note)}note ${note.code}: ${note.commit ? `${commitWords(note.commit)}: ` : ''}${note.what}`;
}

function placeOf({ file, line, stack }: AuditViolation | AuditNote): string {
  if (file !== undefined) return `${file}${line === undefined ? '' : `:${line}`} `;
  return stack === undefined ? '' : `${stack} `;
}

export function violationsSheet({ violations }: ViolationsAnswer): Sheet {
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
    what,
    action,
  ]);
  return { head, rows };
}
