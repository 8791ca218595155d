import { type ContractState, contractState } from '../../domain/contract-state.ts';
import { japanTime, WEEKDAYS } from '../../domain/japan-time.ts';
import { type DayKind, type Holidays, hoursWords, type Opening, openingAt } from '../../domain/opening.ts';
import { REASONS } from '../../domain/recipient-words.ts';
import type { NumberFacts, OperatorFacts, PersonFacts, ReportFacts } from './facts.ts';
import { type Child, type Element, element, mailLink } from './markup.ts';
import { numberItem } from './sheet-number.ts';

/** What a page that has a clock knows besides; the card has none. */
export interface Moment {
  /** Milliseconds since 1970 (UTC). */
  instant: number;
  holidays: Holidays;
  /** The lent number that rings, as in the facts. */
  number?: string | undefined;
  /** The call that the report will be about (X-Denwaban-Call). */
  call?: string | undefined;
}

/**
 * A tenant's page, for the card and for the book: what to say (御社名を名乗る), to whom the number belongs, who is asked for, and where the report goes.
 * Imports nothing but what a browser has.
 */
export function tenantSheet(facts: OperatorFacts, moment?: Moment): Element {
  const day = moment && japanTime(moment.instant).day;
  const state = day && contractState(facts, day);
  const opening = moment && openingAt(facts.hours, moment.instant, moment.holidays);
  const { name, kana, greeting, address, numbers } = facts;
  return element(
    'article',
    { class: 'sheet' },
    element(
      'header',
      {},
      element('h1', { tabindex: '-1' }, name),
      element('p', { class: 'kana' }, kana),
      state && opening && (state === 'running' || state === 'suspended') && openNow(state, opening),
    ),
    notice(facts, state),
    element('p', { class: 'greeting' }, greeting),
    element(
      'section',
      { class: 'people' },
      element('h2', {}, '名簿と報告先'),
      people(facts, state, moment?.call),
    ),
    element(
      'div',
      { class: 'aside' },
      section(
        '番号',
        element(
          'ul',
          { class: 'numbers' },
          numbers.map((n: NumberFacts) => numberItem(n, facts, day, moment?.number)),
        ),
      ),
      section('受付時間', hours(facts, opening?.kind)),
      notes(facts),
      address !== undefined && section('所在地', element('p', {}, address)),
      section('契約', element('p', {}, `${facts.starts}〜${facts.ends ?? ''}`)),
    ),
  );
}

function section(title: string, content: Child): Element {
  return element('section', {}, element('h2', {}, title), content);
}

/** Whether calls are put through now, and when this changes. */
function openNow(state: ContractState, { until, next }: Opening): Child {
  if (state === 'suspended') return undefined;
  if (until !== undefined)
    return element('p', { class: 'open' }, element('b', {}, '受付中'), ` ${until}まで`);
  const when = next && ` 次は${short(next.day)}（${WEEKDAYS[next.weekday]}）${next.from}から`;
  return element('p', { class: 'shut' }, element('b', {}, '時間外'), when);
}

function short(day: string): string {
  return `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
}

/** What is out of the ordinary with the contract. Without a clock, what is known of its days. */
function notice({ starts, ends, suspendedSince, reportsUntil }: OperatorFacts, state?: ContractState): Child {
  const stop = (text: string) => element('p', { class: 'stop' }, text);
  switch (state) {
    case 'not-started':
      return stop(`契約開始前：${starts}から。電話はまだつながらず、報告も届きません。`);
    case 'suspended':
      return stop(`利用停止中（${suspendedSince}から）：電話は案内につながります。報告は届きます。`);
    case 'grace':
      return stop(`契約終了（${ends}まで）：電話はつながりません。報告は${reportsUntil}まで届きます。`);
    case 'ended':
      return stop(`契約終了（${ends}まで）：電話はつながらず、報告も届きません。`);
    default:
      return suspendedSince === undefined
        ? undefined
        : stop(`${suspendedSince}から利用停止：電話は案内につながります。`);
  }
}

function people(facts: OperatorFacts, state: ContractState | undefined, call: string | undefined): Element {
  const taken = state !== 'not-started' && state !== 'ended';
  const row = (person: PersonFacts | undefined, report: ReportFacts, place: number) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, person ? who(person, place === 0) : '名指しなし'),
      element('td', {}, taken ? readers(facts, report) : element('p', {}, 'だれにも届かない')),
      element('td', {}, mail(report, person?.name, taken, call)),
    );
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ['担当者', '報告が届く人', '報告の宛先'].map((title) => element('th', { scope: 'col' }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      row(undefined, facts.nobody, -1),
      facts.roster.map((person, place) => row(person, person, place)),
    ),
  );
}

function who({ name, kana, role }: PersonFacts, inCharge: boolean): Child {
  return [
    element('ruby', {}, name, element('rp', {}, '（'), element('rt', {}, kana), element('rp', {}, '）')),
    inCharge && [' ', element('span', { class: 'charge' }, '責任者')],
    role !== undefined && element('p', { class: 'small' }, role),
  ];
}

function readers({ room }: OperatorFacts, report: ReportFacts): Child {
  if (room !== undefined) return element('p', {}, `Chatworkの部屋「${room}」の全員`);
  return report.readers.map(({ name, why }) =>
    element('p', {}, name, ' ', element('span', { class: 'small' }, REASONS[why].ja)),
  );
}

/** The mail names its call where the page knows it, so that no other call counts as reported. */
function mail({ to }: ReportFacts, person: string | undefined, taken: boolean, call?: string): Child {
  const at = to.indexOf('@');
  const parts = [to.slice(0, at), to.slice(at)];
  // Where it is too long for a line it breaks before the domain.
  const address = element(
    'span',
    { class: 'address' },
    parts.map((part) => element('span', {}, part)),
  );
  if (!taken) return address;
  const subject = person === undefined ? '受電報告' : `受電報告：${person}様あて`;
  const href = mailLink(to, subject, call === undefined ? '' : `\r\n\r\nX-Denwaban-Call: ${call}\r\n`);
  const label = `報告を書く：${person ?? '名指しなし'}`;
  return [element('a', { class: 'mail', href, 'aria-label': label }, '報告を書く'), ' ', address];
}

function hours({ hours }: OperatorFacts, today: DayKind | undefined): Element {
  const row = (kind: DayKind, title: string) =>
    element(
      'tr',
      kind === today ? { class: 'today', 'aria-current': 'date' } : {},
      element('th', { scope: 'row' }, title),
      element('td', {}, hoursWords(hours[kind])),
    );
  return element(
    'table',
    {},
    element(
      'tbody',
      {},
      row('weekdays', '平日'),
      row('saturdays', '土曜日'),
      row('holidays', '日曜日・祝日'),
    ),
  );
}

function notes({ refusesWithheld, blocked }: OperatorFacts): Child {
  const items = [
    ...(refusesWithheld ? ['非通知の電話は受けません（186を付けてかけ直すよう案内）'] : []),
    ...(blocked === undefined ? [] : [`着信拒否 ${blocked}件（話し中に聞こえます）`]),
  ];
  return items.length === 0
    ? undefined
    : section(
        '注意',
        element(
          'ul',
          { class: 'notes' },
          items.map((item) => element('li', {}, item)),
        ),
      );
}
