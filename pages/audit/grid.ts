import type { PageData } from '../../src/audit/page/page-data.ts';
import { type Edges, ROW_HEIGHT, RowView, type Scale } from './row-view.ts';
import type { Row } from './rows.ts';
import type { Span } from './spans.ts';

/** Rows above and below those in view that are there already. */
const SPARE = 6;

export interface Chosen {
  row: Row;
  /** Absent: the number itself. */
  span?: Span;
  /** By the keyboard, which goes on where the proof is shown. */
  byKey: boolean;
  element: HTMLElement;
}

interface Asks {
  choose: (chosen: Chosen) => void;
  /** A span was reached that may not be in view. */
  reveal: (span: Span) => void;
}

/** The rows of the chart: those in view alone are there. */
export class Grid {
  readonly #scroller: HTMLElement;
  readonly #element: HTMLElement;
  readonly #data: PageData;
  readonly #asks: Asks;
  readonly #views = new Map<number, RowView>();
  #rows: readonly Row[] = [];
  #day: string;
  /** The one that Tab reaches. */
  #stop: HTMLElement | undefined;

  constructor(scroller: HTMLElement, grid: HTMLElement, data: PageData, asks: Asks) {
    this.#scroller = scroller;
    this.#element = grid;
    this.#data = data;
    this.#asks = asks;
    this.#day = data.day;
    grid.addEventListener('click', (event) => this.#choose(event.target as Element, event.detail === 0));
    grid.addEventListener('focusin', (event) => this.#remember(event.target as HTMLElement));
    grid.addEventListener('keydown', (event) => this.#key(event));
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  set rows(rows: readonly Row[]) {
    this.#rows = rows;
    for (const view of this.#views.values()) view.element.remove();
    this.#views.clear();
    this.#stop = undefined;
    this.#element.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.#element.setAttribute('aria-rowcount', String(rows.length));
    this.#scroller.scrollTop = 0;
  }

  set day(day: string) {
    this.#day = day;
    for (const view of this.#views.values()) view.tell(day, this.#data);
  }

  draw(scale: Scale, edges: Edges): void {
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE);
    const last = Math.min(this.#rows.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE);
    for (const [place, view] of this.#views) {
      if ((first <= place && place < last) || view.element.contains(document.activeElement)) continue;
      view.element.remove();
      this.#views.delete(place);
    }
    for (let place = first; place < last; place++) this.#view(place);
    for (const view of this.#views.values()) view.place(scale, edges);
    if (!this.#stop?.isConnected) this.#remember(this.#views.get(first)?.header);
  }

  /** Made when it comes into view, below the one before it: a screen reader reads on in this order. */
  #view(place: number): RowView | undefined {
    const row = this.#rows[place];
    const known = this.#views.get(place);
    if (known || !row) return known;
    const view = new RowView(row, place, this.#data);
    view.tell(this.#day, this.#data);
    const after = [...this.#views.keys()].filter((other) => other > place).sort((a, b) => a - b)[0];
    const next = after === undefined ? null : (this.#views.get(after)?.element ?? null);
    this.#element.insertBefore(view.element, next);
    this.#views.set(place, view);
    return view;
  }

  #remember(stop: HTMLElement | undefined): void {
    if (!stop || stop === this.#element) return;
    this.#stop?.setAttribute('tabindex', '-1');
    this.#stop = stop;
    stop.setAttribute('tabindex', '0');
  }

  #placeOf(target: Element): { place: number; view: RowView } | undefined {
    for (const [place, view] of this.#views) if (view.element.contains(target)) return { place, view };
    return undefined;
  }

  #choose(target: Element, byKey: boolean): void {
    const found = this.#placeOf(target);
    const stop = target.closest<HTMLElement>('button, [role=rowheader]');
    if (!found || !stop) return;
    const span = found.view.spanOf(stop);
    const { row } = found.view;
    this.#asks.choose({ row, ...(span ? { span } : {}), byKey, element: stop });
  }

  #key(event: KeyboardEvent): void {
    const found = this.#placeOf(event.target as Element);
    if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
    const { place, view } = found;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / ROW_HEIGHT) - 1);
    const steps: Record<string, number> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -place,
      End: this.#rows.length - 1 - place,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#toRow(Math.min(this.#rows.length - 1, Math.max(0, place + step)));
    else if (event.key === 'ArrowRight') this.#toStop(view, event.target as HTMLElement, 1);
    else if (event.key === 'ArrowLeft') this.#toStop(view, event.target as HTMLElement, -1);
    else if (event.key === 'Enter' && event.target === view.header) this.#choose(view.header, true);
    else return;
    event.preventDefault();
  }

  #toRow(place: number): void {
    const top = place * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + clientHeight)
      this.#scroller.scrollTop = top + ROW_HEIGHT - clientHeight;
    this.#view(place)?.header.focus({ preventScroll: true });
  }

  #toStop(view: RowView, from: HTMLElement, step: number): void {
    const { stops } = view;
    const next = stops[stops.indexOf(from) + step];
    if (!next) return;
    const span = view.spanOf(next);
    if (span) this.#asks.reveal(span);
    next.focus({ preventScroll: true });
  }
}
