import type { Holidays } from '../../src/domain/opening.ts';
import type { OperatorFacts } from '../../src/render/documents/facts.ts';
import { tenantSheet } from '../../src/render/documents/sheet.ts';
import type { Clock } from './clock.ts';
import { nodes } from './dom.ts';

/** What the address says besides the tenant. */
export interface About {
  call?: string | undefined;
  number?: string | undefined;
}

/** The tenant that is open, as its card shows it, with what the clock says. */
export class TenantPage {
  readonly #box: HTMLElement;
  readonly #clock: Clock;
  #open: { facts: OperatorFacts; holidays: Holidays; about: About } | undefined;
  /** What is shown, to see whether the clock has changed it. */
  #shown = '';

  constructor(box: HTMLElement, clock: Clock) {
    this.#box = box;
    this.#clock = clock;
  }

  show(facts: OperatorFacts, holidays: Holidays, about: About): void {
    this.hide();
    this.#open = { facts, holidays, about };
    document.title = facts.name;
    this.#draw();
    scrollTo(0, 0);
    this.focus();
  }

  hide(): void {
    this.#open = undefined;
    this.#shown = '';
    this.#box.replaceChildren();
  }

  focus(): void {
    this.#box.querySelector('h1')?.focus();
  }

  /** Draws it anew where a minute has changed it. */
  tick(): void {
    if (this.#open) this.#draw();
  }

  #draw(): void {
    if (!this.#open) return;
    const { facts, holidays, about } = this.#open;
    const sheet = tenantSheet(facts, { instant: this.#clock.now(), holidays, ...about });
    const drawn = JSON.stringify(sheet);
    if (drawn === this.#shown) return;
    const focused = this.#box.contains(document.activeElement);
    this.#shown = drawn;
    this.#box.replaceChildren(...nodes(sheet));
    if (focused) this.focus();
  }
}
