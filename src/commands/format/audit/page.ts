import type { ChartAnswer } from '../../../audit/questions/chart.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { HOLDER_HEAD, holderRow, sourceWords } from './words.ts';

/** What is on the page that was written. */
export function pageText({ numbers, violations, source, day }: ChartAnswer, file: string): string {
  const holders = numbers.reduce((sum, { holders }) => sum + holders.length, 0);
  const parts = [
    some(numbers.length, 'number'),
    some(holders, 'holder'),
    some(violations.length, 'violation'),
  ];
  return [`${file}: ${parts.join(', ')}; judged as of ${day}`, sourceWords(source)].map(printable).join('\n');
}

function some(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Every holder of every number. */
export function pageSheet({ numbers }: ChartAnswer): Sheet {
  return { head: HOLDER_HEAD, rows: numbers.flatMap(({ holders }) => holders.map(holderRow)) };
}
