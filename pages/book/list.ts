import type { IndexRow } from '../../src/book/rows.ts';
import { contractState } from '../../src/domain/contract-state.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { type Child, type Element, element } from '../../src/render/documents/markup.ts';
import { MODES } from '../../src/render/documents/sheet-number.ts';
import { nodes } from './dom.ts';
import type { Found } from './search.ts';

/** As many as anybody looks through. */
export const SHOWN = 50;
const NUMBERS_SHOWN = 3;

const STATES = {
  'not-started': '開始前',
  running: undefined,
  suspended: '利用停止',
  grace: '契約終了',
  ended: '契約終了',
} as const;

/** What was found, and which of it Enter opens (a listbox that the search field controls). */
export class HitList {
  readonly #box: HTMLElement;
  readonly #field: HTMLElement;
  #found: readonly Found[] = [];
  #selected = 0;

  constructor(box: HTMLElement, field: HTMLElement) {
    this.#box = box;
    this.#field = field;
  }

  get selected(): Found | undefined {
    return this.#box.hidden ? undefined : this.#found[this.#selected];
  }

  show(found: readonly Found[], day: LocalDate): void {
    this.#found = found.slice(0, SHOWN);
    this.#box.replaceChildren(...nodes(this.#found.map((hit, place) => row(hit, place, day))));
    this.#box.hidden = this.#found.length === 0;
    this.#field.setAttribute('aria-expanded', String(!this.#box.hidden));
    this.select(0);
  }

  hide(): void {
    this.#found = [];
    this.#box.hidden = true;
    this.#box.replaceChildren();
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  /** Selects another row; before the first and after the last is none. */
  select(place: number): void {
    const rows = this.#box.children;
    const to = rows[Math.max(0, Math.min(place, rows.length - 1))];
    if (!to) return;
    rows[this.#selected]?.setAttribute('aria-selected', 'false');
    to.setAttribute('aria-selected', 'true');
    this.#selected = [...rows].indexOf(to);
    this.#field.setAttribute('aria-activedescendant', to.id);
    to.scrollIntoView({ block: 'nearest' });
  }

  move(by: number): void {
    this.select(this.#selected + by);
  }

  /** The row that something within it belongs to. */
  at(target: EventTarget | null): Found | undefined {
    const hit = target instanceof Element ? target.closest('[role=option]') : null;
    return hit ? this.#found[[...this.#box.children].indexOf(hit)] : undefined;
  }
}

function row({ row, person }: Found, place: number, day: LocalDate): Element {
  const state = STATES[contractState(row, day)];
  const found = person === undefined ? undefined : row.people[person];
  return element(
    'div',
    { class: 'hit', role: 'option', id: `hit-${place}`, 'aria-selected': 'false' },
    element(
      'p',
      {},
      element('strong', {}, row.name),
      state && [' ', element('span', { class: 'state' }, state)],
    ),
    element('p', { class: 'small' }, row.kana),
    found && element('p', {}, element('b', {}, found.name), `（${found.kana}）`),
    lines(row),
  );
}

function lines({ numbers }: IndexRow): Child {
  const more = numbers.length - NUMBERS_SHOWN;
  return element(
    'div',
    { class: 'lines' },
    numbers
      .slice(0, NUMBERS_SHOWN)
      .map(({ number, mode }) =>
        element('p', {}, element('span', { class: `mode ${mode}` }, MODES[mode]), ` ${number}`),
      ),
    more > 0 && element('p', { class: 'small' }, `ほか${more}番号`),
  );
}
