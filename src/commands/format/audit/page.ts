import type { ChartAnswer } from '../../../audit/questions/chart.ts';
import type { Language } from '../../../domain/language.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { HOLDER_HEAD, holderRow, sourceWords } from './words.ts';

/** What is on the page that was written. */
export function pageText(
  { numbers, violations, source, day }: ChartAnswer,
  { file, language }: { file: string; language: Language },
): string {
  const holders = numbers.reduce((sum, { holders }) => sum + holders.length, 0);
  const parts = [
    some(numbers.length, 'number'),
    some(holders, 'holder'),
    some(violations.length, 'violation'),
  ];
  const words = {
    en: `${file}: ${parts.join(', ')}; judged as of ${day}`,
    ja: `${file}: 番号 ${numbers.length}、利用 ${holders} 件、違反 ${violations.length} 件。${day} 現在で判定`,
  };
  return [words[language], sourceWords(source, language)].map(printable).join('\n');
}

function some(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Every holder of every number. */
export function pageSheet({ numbers }: ChartAnswer, language: Language): Sheet {
  const rows = numbers.flatMap(({ holders }) => holders.map((holder) => holderRow(holder, language)));
  return { head: HOLDER_HEAD, rows };
}
