import type { DayAnswer } from '../../../audit/questions/at.ts';
import { printable } from '../printable.ts';
import { type Sheet, sheetText } from './sheet.ts';
import { checkWords, commitWords, sourceWords } from './words.ts';

export function dayText(answer: DayAnswer): string {
  const { day, commit, counts, source } = answer;
  const summary = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  const known = commit ? `as of ${commitWords(commit)}` : 'git knew nothing yet';
  const rows = daySheet(answer).rows.map((row) => row.slice(0, 7));
  const lines = sheetText({ head: [], rows });
  return [...lines, `${day}: ${summary.join(', ')}`, known, sourceWords(source)].map(printable).join('\n');
}

export function daySheet({ numbers }: DayAnswer): Sheet {
  const head = [
    'number',
    'state',
    'tenant',
    'usage',
    'since',
    'until',
    'why',
    'began',
    'beganOn',
    'identityCheck',
  ];
  const rows = numbers.map(({ number, state, tenant, usage, since, until, reason, holder }) => [
    number,
    state,
    tenant ?? '',
    usage ?? '',
    since ?? '',
    until ?? '',
    reason ?? '',
    holder?.began.commit ?? '',
    holder?.began.day ?? '',
    holder?.identityChecks.map(checkWords).join('; ') ?? '',
  ]);
  return { head, rows };
}
