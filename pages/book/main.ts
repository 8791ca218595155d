import { chunkOf } from '../../src/book/data.ts';
import type { IndexRow } from '../../src/book/rows.ts';
import { japanTime } from '../../src/domain/japan-time.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { clockOf, clockText } from './clock.ts';
import { byId } from './dom.ts';
import { watchEdition } from './edition.ts';
import { digitsOf } from './fold.ts';
import { onKeys } from './keys.ts';
import { HitList, SHOWN } from './list.ts';
import { load } from './load.ts';
import { holderOf, type Place, placeOf } from './place.ts';
import { type Found, searchOver } from './search.ts';
import { type About, TenantPage } from './tenant-page.ts';

const clock = clockOf(location.search);
const field = byId('query', HTMLInputElement);
const count = byId('count', HTMLElement);
const clockLine = byId('clock', HTMLElement);
const list = new HitList(byId('list', HTMLElement), field);
const page = new TenantPage(byId('page', HTMLElement), clock);

const today = (): LocalDate => japanTime(clock.now()).day;

/** The index, and the search over it, which is made when somebody searches. */
const index = load('index', 'index').then(({ rows }) => ({ rows, search: once(() => searchOver(rows)) }));
const holidays = load('holidays', 'holidays').then(({ days }) => new Set(days));
// Who needs them finds out.
for (const awaited of [index, holidays]) awaited.catch(() => {});

const INCOMPLETE = '電話帳のファイルを読めません。フォルダーごと置かれているか、確かめてください。';

/** Shows what the address names, or what is searched for. What takes longer than the next wish is dropped. */
let wishes = 0;
async function show(): Promise<void> {
  const wish = ++wishes;
  const query = field.value.trim();
  const drawn = await draw(query, query === '' ? placeOf(location.hash) : { kind: 'home' }).catch(
    () => () => {
      refuse(INCOMPLETE);
    },
  );
  if (wish === wishes) drawn();
}

/** What is to be shown, once all of it is here. */
async function draw(query: string, place: Place): Promise<() => void> {
  if (place.kind === 'tenant') return await drawTenant(place.id, { call: place.call });
  const { rows, search } = await index;
  if (place.kind === 'home')
    return () => showList(query, query === '' ? everybody(rows) : search()(query, today()), rows.length);
  const holder = holderOf(rows, place.digits, today());
  if (!holder) return () => refuse(`番号 ${place.digits} の会社はありません。`);
  return await drawTenant(holder.row.id, { call: place.call, number: holder.number });
}

async function drawTenant(id: string, about: About): Promise<() => void> {
  // A chunk that is not there has no tenants.
  const chunk = await load('tenants', `tenants/${chunkOf(id)}`).catch(() => undefined);
  const days = await holidays;
  const facts = chunk && Object.hasOwn(chunk.tenants, id) ? chunk.tenants[id] : undefined;
  if (!facts) return () => refuse(`「${id}」という会社はありません。`);
  return () => {
    list.hide();
    say('');
    page.show(facts, days, about);
  };
}

function showList(query: string, found: readonly Found[], all: number): void {
  page.hide();
  const more = found.length - SHOWN;
  if (query === '') say(`${all.toLocaleString('ja')}社。入力すると、さがします。`);
  else if (found.length === 0) say(`「${query}」は見つかりません。`);
  else say(`${found.length.toLocaleString('ja')}社${more > 0 ? `（はじめの${SHOWN}社を表示）` : ''}`);
  list.show(found, today());
  document.title = '電話帳';
}

/** A line above list and page. */
function say(text: string): void {
  count.textContent = text;
  count.className = '';
  count.hidden = text === '';
}

/** Nothing but what is wrong. */
function refuse(text: string): void {
  page.hide();
  list.hide();
  say(text);
  count.className = 'stop';
}

function everybody(rows: readonly IndexRow[]): Found[] {
  return rows.map((row) => ({ row }));
}

/** Opens what was found; a number that was typed whole is the one that rings. */
function open(found: Found): void {
  const digits = digitsOf(field.value);
  const rings = found.row.numbers.some(({ number }) => number.replaceAll('-', '') === digits);
  field.value = '';
  const hash = rings ? `#/n/${digits}` : `#/t/${found.row.id}`;
  if (hash === location.hash) void show();
  else location.hash = hash;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function tick(): void {
  clockLine.textContent = clockText(clock);
  page.tick();
}

onKeys(field, list, { open, show: () => void show() });
addEventListener('hashchange', () => {
  field.value = '';
  void show();
});
clockLine.className = clock.set ? 'set' : '';
tick();
setInterval(tick, 1_000);
if (placeOf(location.hash).kind === 'home') field.focus();
// The first search is not to wait for what it needs, nor what is shown first for the search.
void show().then(() =>
  requestIdleCallback(
    () =>
      void index.then(
        ({ search }) => search(),
        () => {},
      ),
  ),
);
watchEdition(field);
