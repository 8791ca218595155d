import type { Language, Text } from '../../domain/language.ts';
import { spoken } from '../../domain/language.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { Difference, DriftReport } from '../../drift/report.ts';
import { markdownText, table } from './markdown.ts';
import { printableJson } from './printable.ts';

/** A report for a terminal. Everything live is hostile: nothing of it reaches the terminal but printable text. */
export function driftText(report: DriftReport, language: Language): string {
  const blocks = [
    headline(report)[language],
    ...report.differences.map((difference) => differenceText(difference, language)),
    ...failureLines(report, language).map((line) => oneLine(line, 1_000)),
    ...notAppliedText(report, language),
    ...report.notices.map((notice) => `${NOTE[language]}: ${oneLine(notice[language], 1_000)}`),
  ];
  return blocks.join('\n');
}

/** A report for programs. */
export function driftJson(report: DriftReport, language: Language): string {
  return printableJson(spoken({ ok: report.failures.length === 0, ...report }, language));
}

const HEAD = {
  en: ['Tenant', 'Node', 'Place', 'What', 'Expected', 'Found'],
  ja: ['契約会社', 'ノード', '場所', '項目', '適用した内容', '実際'],
};

/** A report for an issue or a chat. */
export function driftMarkdown(report: DriftReport, language: Language): string {
  const rows = report.differences.map((d) =>
    [d.tenant, d.node, d.place, `${KIND[d.kind][language]} ${d.item}`, d.expected, d.found].map((cell) =>
      oneLine(cell ?? ''),
    ),
  );
  const differences = rows.length === 0 ? [] : ['', table(HEAD[language], rows)];
  const notes = [
    ...failureLines(report, language),
    ...notAppliedText(report, language),
    ...report.notices.map((notice) => notice[language]),
  ];
  const list =
    notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${markdownText(oneLine(note, 1_000))}`)];
  return [`### ${markdownText(headline(report)[language])}`, ...differences, ...list].join('\n');
}

const NOTE = { en: 'note', ja: '注意' };
const NOBODYS = { en: '(no tenant)', ja: '（契約会社なし）' };
const EXPECTED = { en: 'expected: ', ja: '適用した内容: ' };
const FOUND = { en: 'found:    ', ja: '実際:         ' };
const UNLOOKED = { en: 'could not look', ja: '確認できません' };
const KIND: Record<Difference['kind'], Text> = {
  changed: { en: 'changed', ja: '違い' },
  missing: { en: 'missing', ja: '不足' },
  unowned: { en: 'unowned', ja: '余分' },
};

function headline({ stack, differences, failures }: DriftReport): Text {
  const count = differences.length;
  if (count > 0) {
    const en = `Drift: ${count} ${count === 1 ? 'difference' : 'differences'} (stack ${stack})`;
    return { en, ja: `ドリフト: ${count} 件の違い（スタック ${stack}）` };
  }
  return failures.length > 0
    ? {
        en: `No drift where it could be looked (stack ${stack})`,
        ja: `確認できたところにドリフトはありません（スタック ${stack}）`,
      }
    : { en: `No drift (stack ${stack})`, ja: `ドリフトはありません（スタック ${stack}）` };
}

function differenceText(difference: Difference, language: Language): string {
  const { tenant, node, place, kind, item, expected, found } = difference;
  const where = [tenant ?? NOBODYS[language], node, place].filter((part) => part !== undefined);
  const values = [
    ...(expected === undefined ? [] : [`    ${EXPECTED[language]}${oneLine(expected)}`]),
    ...(found === undefined ? [] : [`    ${FOUND[language]}${oneLine(found)}`]),
  ];
  return [`${oneLine(where.join(' '))}: ${KIND[kind][language]} ${oneLine(item)}`, ...values].join('\n');
}

function failureLines({ failures }: DriftReport, language: Language): string[] {
  return failures.map(({ where, problem }) => `${UNLOOKED[language]}: ${where}: ${problem[language]}`);
}

function notAppliedText({ notApplied }: DriftReport, language: Language): string[] {
  if (notApplied.length === 0) return [];
  const some = notApplied
    .slice(0, 5)
    .map((change) => `${change.action} ${change.type} ${change.name}`)
    .join(', ');
  const more = Math.max(0, notApplied.length - 5);
  const words = {
    en: `not applied yet (no drift): ${some}${more > 0 ? `, and ${more} more` : ''}`,
    ja: `まだ適用していない変更（ドリフトではありません）: ${some}${more > 0 ? `、ほか ${more} 件` : ''}`,
  };
  return [words[language]];
}
