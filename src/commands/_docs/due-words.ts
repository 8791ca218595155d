import type { Language } from '../../domain/language.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import { USAGE_NAMES } from '../../domain/number-words.ts';
import type { Due } from '../../papers/due.ts';
import { table } from '../format/markdown.ts';
import { printable } from '../format/printable.ts';

/** One line a tenant: whom the notice has to reach, and until when. */
export function dueText(due: readonly Due[], days: number, language: Language): string {
  const lines = due.map((one) => {
    const [tenant, lastDay, rest] = [one.tenant.padEnd(20), one.lastDay, left(one, language).padStart(13)];
    return printable(`${tenant}  ${lastDay}  ${rest}  ${what(one, language)}  ${one.company}`);
  });
  const sum =
    language === 'ja'
      ? `${days}日以内に${due.length}社。denwaban docs TENANT --paper end で案内を作れます。`
      : `${due.length} within ${days} days; make it with denwaban docs TENANT --paper end`;
  return [...lines, sum].join('\n');
}

export function dueMarkdown(due: readonly Due[], language: Language): string {
  const head =
    language === 'ja'
      ? ['契約会社', '会社名', '最終日', '残り', '終わるもの']
      : ['Tenant', 'Company', 'Last day', 'Left', 'What ends'];
  return table(
    head,
    due.map((one) => [
      one.tenant,
      printable(one.company),
      one.lastDay,
      left(one, language),
      what(one, language),
    ]),
  );
}

/** For programs: numbers as people write them. */
export function dueValues(due: readonly Due[]) {
  return due.map((one) => ({
    ...one,
    numbers: one.numbers.map((n) => ({ ...n, number: formatLentNumber(n.number) })),
  }));
}

function left({ daysLeft }: Due, language: Language): string {
  if (language === 'ja') return daysLeft === 0 ? '今日' : `あと${daysLeft}日`;
  return daysLeft === 0 ? 'today' : `${daysLeft} day${daysLeft === 1 ? '' : 's'} left`;
}

function what({ contract, numbers }: Due, language: Language): string {
  const usage = (mode: Due['numbers'][number]['usage']) => (language === 'ja' ? USAGE_NAMES[mode] : mode);
  const each = numbers.map((n) => `${formatLentNumber(n.number)} ${usage(n.usage)}`);
  return [...(contract ? [language === 'ja' ? '契約' : 'contract'] : []), ...each].join(', ');
}
