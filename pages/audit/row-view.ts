import type { PageData } from '../../src/audit/page/page-data.ts';
import { timeOf } from './days.ts';
import { element } from './dom.ts';
import { type Row, stateOn } from './rows.ts';
import { endOf, type Span, spansOf } from './spans.ts';
import { wordOf, words } from './words.ts';

export const ROW_HEIGHT = 28;
/** Narrower ones could not be hit. */
const NARROWEST = 5;
/** Below this a label is no more than a spot. */
const LABELLED = 28;

/** Where a moment is, in pixels from the chart's left edge. */
export type Scale = (time: number) => number;

export interface Edges {
  left: number;
  right: number;
}

interface Piece {
  span: Span;
  button: HTMLButtonElement;
  stops: { begin: number; end: number; mark: HTMLElement }[];
}

/** One number's row, as long as it is in view. */
export class RowView {
  readonly element: HTMLElement;
  readonly header: HTMLElement;
  readonly row: Row;
  readonly #state = element('div', { role: 'gridcell', class: 'state' });
  readonly #pieces: Piece[];

  constructor(row: Row, place: number, data: PageData) {
    this.row = row;
    const { number, violations } = row.number;
    const bad = violations.length > 0;
    this.header = element('div', { role: 'rowheader', class: 'number', tabindex: '-1' }, number);
    if (bad)
      this.header.append(element('span', { class: 'mark', role: 'img', 'aria-label': words.violation }, '!'));
    const track = element('div', { role: 'gridcell', class: 'track' });
    const { spans, lanes } = spansOf(row.number, data.commits);
    this.#pieces = spans.map((span) => pieceOf(span, lanes, row, data));
    for (const { button } of this.#pieces) track.append(button);
    this.element = element(
      'div',
      { role: 'row', 'aria-rowindex': String(place + 1), class: bad ? 'row bad' : 'row' },
      this.header,
      this.#state,
      track,
    );
    this.element.style.top = `${place * ROW_HEIGHT}px`;
  }

  /** What can be chosen, from left to right: the number itself first. */
  get stops(): HTMLElement[] {
    return [this.header, ...this.#pieces.map(({ button }) => button)];
  }

  spanOf(stop: Element): Span | undefined {
    return this.#pieces.find(({ button }) => button === stop)?.span;
  }

  tell(day: string, data: PageData): void {
    const { state, tenant = '', usage } = stateOn(this.row.number, day, data);
    const mode = usage === undefined ? '' : ` ${shortUsage(usage)}`;
    this.#state.textContent =
      state === 'active' ? `${tenant}${mode}` : [wordOf(state), tenant].join(' ').trim();
    this.#state.title = this.#state.textContent;
    this.#state.dataset.state = state;
  }

  /** Puts everything where it belongs. */
  place(scale: Scale, { left, right }: Edges): void {
    for (const { span, button, stops } of this.#pieces) {
      const [from, to] = [Math.max(left, scale(span.begin)), Math.min(right, end(scale, span.end, right))];
      const seen = from < right && to > left;
      button.classList.toggle('away', !seen);
      if (!seen) continue;
      const width = Math.max(NARROWEST, to - from);
      button.style.left = `${from - left}px`;
      button.style.width = `${width}px`;
      button.classList.toggle('spot', width < LABELLED);
      for (const { begin, end: until, mark } of stops) {
        const [first, last] = [Math.max(from, scale(begin)), Math.min(to, end(scale, until, right))];
        mark.hidden = last <= first;
        mark.style.left = `${first - from}px`;
        mark.style.width = `${last - first}px`;
      }
    }
  }
}

function end(scale: Scale, time: number, right: number): number {
  return time === Number.POSITIVE_INFINITY ? right + 1 : scale(time);
}

function pieceOf(span: Span, lanes: number, row: Row, data: PageData): Piece {
  const button = element('button', { type: 'button', tabindex: '-1', class: `span ${span.what.kind}` });
  const { label, title } = labelOf(span, row, data);
  button.append(element('span', { class: 'label' }, label));
  button.setAttribute('aria-label', title);
  button.title = title;
  const { what } = span;
  if (what.kind !== 'held') return { span, button, stops: [] };
  const height = (ROW_HEIGHT - 4) / lanes;
  button.style.top = `${2 + span.lane * height}px`;
  button.style.height = `${height - (lanes > 1 ? 1 : 0)}px`;
  button.classList.add(what.holder.usage, what.holder.kind);
  if (what.holder.neverBegan) button.classList.add('never');
  if (violationsOf(span, row, data).length > 0) button.classList.add('bad');
  const stops = (what.holder.suspensions ?? []).map(({ from, to }) => {
    const mark = element('span', { class: 'stop' });
    button.append(mark);
    return { begin: timeOf(from), end: endOf(to), mark };
  });
  return { span, button, stops };
}

/** Those of a number's violations that are this holder's. */
export function violationsOf(
  { what }: Span,
  { number }: Row,
  data: PageData,
): PageData['violations'][number][] {
  if (what.kind !== 'held') return [];
  const ids = [what.holder.tenant, ...(what.holder.formerIds ?? [])];
  return number.violations
    .flatMap((place) => data.violations[place] ?? [])
    .filter(({ tenant }) => tenant !== undefined && ids.includes(tenant));
}

function labelOf(span: Span, row: Row, data: PageData): { label: string; title: string } {
  const { what } = span;
  const number = row.number.number;
  if (what.kind === 'held') {
    const { tenant, usage, kind, from, to, neverBegan } = what.holder;
    const bad = violationsOf(span, row, data).map(({ code }) => code);
    const days = neverBegan ? words.neverBegan : `${from} – ${to ?? words.open}`;
    const mode = kind === 'fax' ? `${shortUsage(usage)}·${words.fax}` : shortUsage(usage);
    const label = `${bad.length > 0 ? '! ' : ''}${tenant} ${mode}`;
    // What is seen is a part of what is said: whoever speaks to the browser names what stands there.
    const title = [number, label, wordOf(usage), wordOf(kind), days, ...new Set(bad)].join(', ');
    return { label, title };
  }
  if (what.kind === 'quarantine') {
    const { from, to } = what.quarantine;
    return { label: words.quarantine, title: `${number}, ${words.quarantine}, ${from} – ${to}` };
  }
  if (what.kind === 'reserved') {
    const label = `${words.reserved}: ${what.reserved.reason}`;
    return { label, title: `${number}, ${label}` };
  }
  const { on } = what.released;
  return { label: `– ${on}`, title: `${number}, ${words.before}, – ${on}` };
}

function shortUsage(usage: string): string {
  return usage === 'forwarding' ? words.shortForwarding : words.shortDisplayed;
}
