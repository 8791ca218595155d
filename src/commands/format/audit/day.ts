import type { DayAnswer } from '../../../audit/questions/at.ts';
import type { Language } from '../../../domain/language.ts';
import { printable } from '../printable.ts';
import { type Sheet, sheetText } from './sheet.ts';
import { checkWords, commitWords, sourceWords } from './words.ts';

export function dayText(answer: DayAnswer, language: Language): string {
  const { day, commit, counts, source } = answer;
  const summary = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  const known = asOfWords(commit, language);
  const rows = daySheet(answer, language).rows.map((row) => row.slice(0, 7));
  const lines = sheetText({ head: [], rows });
  return [...lines, `${day}: ${summary.join(', ')}`, known, sourceWords(source, language)]
    .map(printable)
    .join('\n');
}

/** By which commit it is told. */
export function asOfWords(commit: DayAnswer['commit'], language: Language): string {
  if (!commit) return { en: 'git knew nothing yet', ja: 'git にはまだ何もありません' }[language];
  const words = commitWords(commit, language);
  return { en: `as of ${words}`, ja: `${words}の時点` }[language];
}

export function daySheet({ numbers }: DayAnswer, language: Language): Sheet {
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
    holder?.identityChecks.map((check) => checkWords(check, language)).join('; ') ?? '',
  ]);
  return { head, rows };
}
