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

/** Built when it is printed, and gone after it: of ten thousand numbers it is half a million characters. */
export function paperOf({ rows, data, day, about }: Printed): Node[] {
  const head = [
    words.number,
    said(words.onDay, { day }),
    words.tenant,
    words.usage,
    words.from,
    words.to,
    words.quarantineTo,
    words.began,
    words.ended,
    words.identityCheck,
    words.applied,
    words.violations,
  ];
  const headRow = element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name)));
  const body = element('tbody');
  for (const row of rows) body.append(...rowsOfNumber(row, data, day));
  return [element('p', {}, about), element('table', {}, element('thead', {}, headRow), body)];
}

function rowsOfNumber({ number }: Row, data: PageData, day: string): HTMLElement[] {
  const { state, tenant = '' } = stateOn(number, day, data);
  const codes = [...new Set(number.violations.flatMap((place) => data.violations[place]?.code ?? []))];
  const held = number.holders.map((holder) => holderCells(holder, number, data));
  const said = [
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
  ];
  return [...said, ...held].map((texts, i) =>
    element(
      'tr',
      i === 0 ? { class: 'first' } : {},
      // The number on each line: a page may begin with any.
      element('th', { scope: 'row' }, number.number),
      element('td', {}, i === 0 ? `${wordOf(state)} ${tenant}`.trim() : ''),
      ...texts.map((text) => element('td', {}, text)),
      element('td', { class: 'codes' }, i === 0 ? codes.join(' ') : ''),
    ),
  );
}

type Cells = Partial<
  Record<'tenant' | 'usage' | 'from' | 'to' | 'quarantine' | 'began' | 'ended' | 'check' | 'applied', string>
>;

function cells(texts: Cells): string[] {
  const { tenant, usage, from, to, quarantine, began, ended, check, applied } = texts;
  return [tenant, usage, from, to, quarantine, began, ended, check, applied].map((text) => text ?? '');
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
