import type { PageData, PageHolder } from '../../src/audit/page/page-data.ts';
import { element } from './dom.ts';
import type { Chosen } from './grid.ts';
import { violationsOf } from './row-view.ts';
import { said, wordOf, words } from './words.ts';

type Fact = readonly [name: string, ...values: (Node | string)[]];

/** What proves a span, or of a number every span of it. */
export class Details {
  readonly #element: HTMLElement;
  readonly #data: PageData;
  #from: HTMLElement | undefined;

  constructor(panel: HTMLElement, data: PageData) {
    this.#element = panel;
    this.#data = data;
    panel.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    this.#nothing();
  }

  show(chosen: Chosen): void {
    this.#from = chosen.element;
    const heading = element('h2', { tabindex: '-1' }, chosen.row.number.number);
    const close = element('button', { type: 'button', class: 'close', 'aria-label': words.close }, '×');
    close.addEventListener('click', () => this.close());
    this.#element.replaceChildren(heading, close, ...this.#parts(chosen));
    this.#element.classList.add('open');
    this.#element.scrollTop = 0;
    if (chosen.byKey) heading.focus();
  }

  close(): void {
    if (!this.#element.classList.contains('open')) return;
    this.#element.classList.remove('open');
    this.#nothing();
    this.#from?.focus({ preventScroll: true });
  }

  #nothing(): void {
    this.#element.replaceChildren(element('p', { class: 'hint' }, words.detailsHint));
  }

  #parts({ row, span }: Chosen): HTMLElement[] {
    const { number } = row;
    if (span?.what.kind === 'held') {
      return [this.#holder(span.what.holder), ...this.#violations(violationsOf(span, row, this.#data))];
    }
    if (span?.what.kind === 'quarantine') return [quarantine(span.what.quarantine)];
    if (span?.what.kind === 'reserved') return [this.#reserved(span.what.reserved)];
    if (span?.what.kind === 'released') return [this.#released(span.what.released)];
    return [
      ...this.#violations(number.violations.flatMap((place) => this.#data.violations[place] ?? [])),
      ...number.released.map((released) => this.#released(released)),
      ...number.reserved.map((reserved) => this.#reserved(reserved)),
      ...number.holders.map((holder) => this.#holder(holder)),
      ...number.quarantines.map(quarantine),
    ];
  }

  #holder(holder: PageHolder): HTMLElement {
    const { tenant, formerIds = [], usage, kind, from, to, neverBegan, how, identityChecks } = holder;
    const checks = identityChecks.map(({ recordRef, method, verifiedOn }) =>
      [recordRef ?? words.noReference, method, verifiedOn].filter((part) => part !== undefined).join(', '),
    );
    return facts(element('h3', {}, element('bdi', {}, tenant)), [
      ...(formerIds.length > 0 ? [[words.formerIds, formerIds.join(', ')] as const] : []),
      [words.usage, wordOf(usage)],
      [words.kind, wordOf(kind)],
      [words.from, from],
      [words.to, neverBegan ? words.neverBegan : (to ?? words.open)],
      ...(holder.suspensions ?? []).map(
        (stop) => [words.suspension, `${stop.from} – ${stop.to ?? ''} ${stop.reason ?? ''}`.trim()] as const,
      ),
      [words.began, this.#commit(holder.began)],
      ...(holder.ended === undefined ? [] : [[words.ended, this.#commit(holder.ended)] as const]),
      ...(how === undefined ? [] : [[words.how, wordOf(how)] as const]),
      [words.identityCheck, ...lines(checks.length > 0 ? checks : [words.noCheck])],
      [words.applied, ...lines(appliedWords(holder))],
    ]);
  }

  #reserved({ reason, began, ended }: PageData['numbers'][number]['reserved'][number]): HTMLElement {
    return facts(element('h3', {}, words.reserved), [
      [words.reason, element('bdi', {}, reason)],
      [words.began, this.#commit(began)],
      ...(ended === undefined ? [] : [[words.ended, this.#commit(ended)] as const]),
    ]);
  }

  #released({ usage, on, began, ended }: PageData['numbers'][number]['released'][number]): HTMLElement {
    return facts(element('h3', {}, words.before), [
      [words.usage, wordOf(usage)],
      [words.to, on],
      [words.began, this.#commit(began)],
      ...(ended === undefined ? [] : [[words.ended, this.#commit(ended)] as const]),
    ]);
  }

  #violations(violations: readonly PageData['violations'][number][]): HTMLElement[] {
    return violations.map((violation) => violationFacts(violation, this.#data));
  }

  #commit(place: number): HTMLElement {
    return commitFacts(place, this.#data);
  }
}

/** A violation, with what is to be done. */
export function violationFacts(violation: PageData['violations'][number], data: PageData): HTMLElement {
  const { code, tenant, number, stack, commit, about, file, line, what, action } = violation;
  const where = [
    file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`,
    stack,
    number,
    tenant,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  const made = facts(element('h3', {}, code), [
    ['', element('bdi', {}, what)],
    ...(action === undefined ? [] : [[words.action, element('bdi', {}, action)] as const]),
    ...(where === '' ? [] : [['', where] as const]),
    ...(commit === undefined ? [] : [[words.commit, commitFacts(commit, data)] as const]),
    ...(about === undefined ? [] : [[words.commit, element('code', {}, about)] as const]),
  ]);
  made.classList.add(action === undefined ? 'note' : 'violation');
  return made;
}

function commitFacts(place: number, { commits }: PageData): HTMLElement {
  const { commit = '', day = '', at = '', author = '', merger = '', pullRequest } = commits[place] ?? {};
  return facts(element('code', {}, commit), [
    [words.knownFrom, `${day} (${at.replace('.000', '')})`],
    [words.author, element('bdi', {}, author)],
    [words.merger, element('bdi', {}, merger)],
    ...(pullRequest === undefined ? [] : [[words.pullRequest, `#${pullRequest}`] as const]),
  ]);
}

function quarantine({
  usage,
  from,
  to,
  tenant,
}: PageData['numbers'][number]['quarantines'][number]): HTMLElement {
  return facts(element('h3', {}, words.quarantine), [
    [words.usage, wordOf(usage)],
    [words.from, from],
    [words.to, to],
    [words.tenant, element('bdi', {}, tenant ?? words.before)],
  ]);
}

/** When each stack had it, in words. */
export function appliedWords({ applied }: Pick<PageHolder, 'applied'>): string[] {
  if (!applied) return [words.notLooked];
  return applied.map(({ stack, at, sequence }) =>
    at === undefined
      ? `${stack}: ${words.notApplied}`
      : said('{stack}: {at} (#{sequence})', { stack, at, sequence: sequence ?? '' }),
  );
}

function lines(texts: readonly string[]): HTMLElement[] {
  return texts.map((text) => element('div', {}, element('bdi', {}, text)));
}

function facts(heading: HTMLElement, list: readonly Fact[]): HTMLElement {
  const rows = list.flatMap(([name, ...values]) => [element('dt', {}, name), element('dd', {}, ...values)]);
  return element('div', { class: 'facts' }, heading, element('dl', {}, ...rows));
}
