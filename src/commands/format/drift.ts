import { oneLine } from '../../domain/one-line.ts';
import type { Difference, DriftReport } from '../../drift/report.ts';
import { markdownText, table } from './markdown.ts';
import { printableJson } from './printable.ts';

/** A report for a terminal. Everything live is hostile: nothing of it reaches the terminal but printable text. */
export function driftText(report: DriftReport): string {
  const blocks = [
    headline(report),
    ...report.differences.map(differenceText),
    ...report.failures.map((failure) => `could not look: ${failure.where}: ${oneLine(failure.problem)}`),
    notAppliedText(report),
    ...report.notices.map((notice) => `note: ${oneLine(notice, 1_000)}`),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

/** A report for programs. */
export function driftJson(report: DriftReport): string {
  return printableJson({ ok: report.failures.length === 0, ...report });
}

/** A report for an issue or a chat. */
export function driftMarkdown(report: DriftReport): string {
  const rows = report.differences.map((d) =>
    [d.tenant, d.node, d.place, `${d.kind} ${d.item}`, d.expected, d.found].map((cell) =>
      oneLine(cell ?? ''),
    ),
  );
  const differences =
    rows.length === 0 ? [] : ['', table(['Tenant', 'Node', 'Place', 'What', 'Expected', 'Found'], rows)];
  const notes = [
    ...report.failures.map((failure) => `could not look: ${failure.where}: ${failure.problem}`),
    notAppliedText(report),
    ...report.notices,
  ].filter((line) => line !== '');
  const list =
    notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${markdownText(oneLine(note, 1_000))}`)];
  return [`### ${markdownText(headline(report))}`, ...differences, ...list].join('\n');
}

function headline({ stack, differences, failures }: DriftReport): string {
  const count = `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`;
  if (differences.length > 0) return `Drift: ${count} (stack ${stack})`;
  return failures.length > 0
    ? `No drift where it could be looked (stack ${stack})`
    : `No drift (stack ${stack})`;
}

function differenceText(difference: Difference): string {
  const { tenant, node, place, kind, item, expected, found } = difference;
  const where = [tenant ?? '(no tenant)', node, place].filter((part) => part !== undefined);
  const values = [
    ...(expected === undefined ? [] : [`    expected: ${oneLine(expected)}`]),
    ...(found === undefined ? [] : [`    found:    ${oneLine(found)}`]),
  ];
  return [`${oneLine(where.join(' '))}: ${kind} ${oneLine(item)}`, ...values].join('\n');
}

function notAppliedText({ notApplied }: DriftReport): string {
  if (notApplied.length === 0) return '';
  const some = notApplied.slice(0, 5).map((change) => `${change.action} ${change.type} ${change.name}`);
  const more = notApplied.length > some.length ? `, and ${notApplied.length - some.length} more` : '';
  return `not applied yet (no drift): ${some.join(', ')}${more}`;
}
