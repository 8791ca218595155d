import stringWidth from 'string-width';
import type { PageCommit, PageData, PageHolder } from '../../src/audit/page/page-data.ts';
import { appliedWords } from './details.ts';
import { element } from './dom.ts';
import { type Row, stateOn } from './rows.ts';
import { said, wordOf, words } from './words.ts';

/** What is printed: every number that was found, not only those in view. */
export interface Printed {
  rows: readonly Row[];
  data: PageData;
  day: string;
  /** What was searched for, and of how many; in words. */
  about: string;
}

/**
 * Lines of one width, as a ledger has them: Chromium gives up on a table of ten thousand numbers (thirty thousand rows of cells), which as text are
 * on paper in seconds. The head comes again on each page. Built when it is printed, and gone after it.
 */
export function paperOf({ rows, data, day, about }: Printed): Node[] {
  const head = [
    words.number,
    words.from,
    words.to,
    words.quarantineTo,
    words.tenant,
    words.usage,
    words.began,
    words.ended,
    words.identityCheck,
    words.applied,
    said(words.onDay, { day }),
    words.violations,
  ];
  const lines = rows.flatMap((row) => linesOfNumber(row, data, day));
  const [first = '', ...rest] = aligned([head, ...lines]);
  return [
    element('p', {}, about),
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, element('th', {}, element('pre', {}, first)))),
      element('tbody', {}, element('tr', {}, element('td', {}, element('pre', {}, rest.join('\n'))))),
    ),
  ];
}

/** Columns below one another. One that is rarely wide is not so for all. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]?.map((_, i) => Math.min(WIDEST, widest(lines, i))) ?? [];
  return lines.map((line) =>
    line
      .map((text, i) => text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text))))
      .join('  ')
      .trimEnd(),
  );
}

const WIDEST = 44;

function widest(lines: readonly (readonly string[])[], column: number): number {
  return lines.reduce((most, line) => Math.max(most, widthOf(line[column] ?? '')), 0);
}

/** Japanese takes two places. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** The number on each line: a page may begin with any. */
function linesOfNumber({ number }: Row, data: PageData, day: string): string[][] {
  const { state, tenant = '' } = stateOn(number, day, data);
  const codes = [...new Set(number.violations.flatMap((place) => data.violations[place]?.code ?? []))];
  const told = [
    ...number.released.map(({ usage, on, began }) =>
      cells({ tenant: words.before, usage: wordOf(usage), to: on, began: proof(data.commits[began]) }),
    ),
    ...number.reserved.map(({ reason, began, ended }) =>
      cells({
        tenant: `${words.reserved}: ${reason}`,
        from: data.commits[began]?.day ?? '',
        began: proof(data.commits[began]),
        ended: ended === undefined ? '' : proof(data.commits[ended]),
      }),
    ),
    ...number.holders.map((holder) => holderCells(holder, number, data)),
  ];
  return told.map((texts, i) => [
    number.number,
    ...texts,
    ...(i === 0 ? [`${wordOf(state)} ${tenant}`.trim(), codes.join(' ')] : ['', '']),
  ]);
}

type Cells = Partial<
  Record<'tenant' | 'usage' | 'from' | 'to' | 'quarantine' | 'began' | 'ended' | 'check' | 'applied', string>
>;

function cells(texts: Cells): string[] {
  const { tenant, usage, from, to, quarantine, began, ended, check, applied } = texts;
  return [from, to, quarantine, tenant, usage, began, ended, check, applied].map((text) => text ?? '');
}

function holderCells(holder: PageHolder, number: Row['number'], data: PageData): string[] {
  const { tenant, formerIds = [], usage, kind, from, to, neverBegan, began, ended, identityChecks } = holder;
  const stops = (holder.suspensions ?? []).map((s) => `${words.suspension} ${s.from} – ${s.to ?? ''}`.trim());
  const after = number.quarantines.filter(
    (span) => span.tenant === tenant && to !== undefined && to < span.from,
  );
  return cells({
    tenant: [tenant, ...formerIds.map((id) => `(${id})`), ...stops].join(' '),
    usage: kind === 'fax' ? `${wordOf(usage)} ${words.fax}` : wordOf(usage),
    from,
    to: neverBegan ? words.neverBegan : (to ?? words.open),
    quarantine: after[0]?.to ?? '',
    began: proof(data.commits[began]),
    ended: ended === undefined ? '' : proof(data.commits[ended]),
    check: identityChecks.map(({ recordRef }) => recordRef ?? words.noReference).join(' ') || words.noCheck,
    applied: holder.applied ? appliedWords(holder).join(' ') : '',
  });
}

/** A commit in short: twelve digits are enough to find it. */
function proof(commit: PageCommit | undefined): string {
  if (!commit) return '';
  const { commit: hash, day, merger, pullRequest } = commit;
  return [hash.slice(0, 12), day, pullRequest === undefined ? '' : `#${pullRequest}`, merger].join(' ');
}
