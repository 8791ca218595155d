import { formatLentNumber } from '../../domain/lent-number.ts';
import type { Due } from '../../papers/due.ts';
import { table } from '../format/markdown.ts';
import { printable } from '../format/printable.ts';

/** One line a tenant: whom the notice has to reach, and until when. */
export function dueText(due: readonly Due[], days: number): string {
  const lines = due.map((one) =>
    printable(
      `${one.tenant.padEnd(20)}  ${one.lastDay}  ${left(one).padStart(13)}  ${what(one)}  ${one.company}`,
    ),
  );
  return [...lines, `${due.length} within ${days} days; make it with denwaban docs TENANT --paper end`].join(
    '\n',
  );
}

export function dueMarkdown(due: readonly Due[]): string {
  return table(
    ['Tenant', 'Company', 'Last day', 'Left', 'What ends'],
    due.map((one) => [one.tenant, printable(one.company), one.lastDay, left(one), what(one)]),
  );
}

/** For programs: numbers as people write them. */
export function dueValues(due: readonly Due[]) {
  return due.map((one) => ({
    ...one,
    numbers: one.numbers.map((n) => ({ ...n, number: formatLentNumber(n.number) })),
  }));
}

function left({ daysLeft }: Due): string {
  return daysLeft === 0 ? 'today' : `${daysLeft} day${daysLeft === 1 ? '' : 's'} left`;
}

function what({ contract, numbers }: Due): string {
  const each = numbers.map(({ number, usage }) => `${formatLentNumber(number)} ${usage}`);
  return [...(contract ? ['contract'] : []), ...each].join(', ');
}
