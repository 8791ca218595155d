import './style.css';
import type { PageData } from '../../src/audit/page/page-data.ts';
import { DAY, timeOf } from './days.ts';
import { Details } from './details.ts';
import { byId, written } from './dom.ts';
import { elsewhere } from './elsewhere.ts';
import { Grid } from './grid.ts';
import { legend } from './legend.ts';
import { paperOf } from './paper.ts';
import { filterRows, type Row, rowsOf, type StateName, stateOn } from './rows.ts';
import { TimeScale } from './time-scale.ts';
import { wholeOf } from './whole.ts';
import { said, wordOf, words } from './words.ts';

const data = written<PageData>('data');
const rows = rowsOf(data);

const chart = byId('chart');
const scroller = byId('scroller');
const head = chart.querySelector<HTMLElement>('.head') ?? chart;
const search = byId<HTMLInputElement>('search');
const onlyViolations = byId<HTMLInputElement>('only-violations');
const dayField = byId<HTMLInputElement>('day');
const dayLine = byId('day-line');
let day = data.day;

const details = new Details(byId('details'), data);
const time = new TimeScale(chart, { head, whole: wholeOf(data), changed: () => drawSoon() });
const grid = new Grid(scroller, byId('rows'), data, {
  choose: (chosen) => details.show(chosen),
  reveal: ({ begin }) => time.reveal(begin),
});

let waiting = false;
/** Once for everything that changed since the last picture. */
function drawSoon(): void {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

function draw(): void {
  const { scale, edges } = time;
  grid.draw(scale, edges);
  time.drawAxis(byId<SVGSVGElement>('axis'), chart.clientHeight);
  const x = scale(timeOf(day) + DAY / 2);
  dayLine.hidden = x < edges.left || x > edges.right;
  dayLine.style.left = `${x}px`;
  const [begin, end] = time.seen.map((moment) => new Date(moment).toISOString().slice(0, 10));
  chart.dataset.from = begin;
  chart.dataset.to = end;
}

function resize(): void {
  const left = [...head.querySelectorAll<HTMLElement>('span')].reduce(
    (sum, { offsetWidth }) => sum + offsetWidth,
    0,
  );
  time.resize({ left, right: Math.max(left + 50, scroller.clientWidth) }, chart.clientHeight);
  drawSoon();
}

function find(): void {
  grid.rows = filterRows(rows, { text: search.value, onlyViolations: onlyViolations.checked });
  byId('none').hidden = grid.rows.length > 0;
  byId('shown').textContent = said(words.shown, { shown: grid.rows.length, all: rows.length });
  count();
  drawSoon();
}

function count(): void {
  const counts = new Map<StateName, number>();
  for (const { number } of grid.rows) {
    const { state } = stateOn(number, day, data);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const parts = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, many]) => `${wordOf(state)} ${many}`);
  byId('states').textContent = `${day}: ${parts.join(' · ')}`;
}

function choose(chosen: string): void {
  // A field that is being typed in has no day for a while.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(chosen) || Number.isNaN(timeOf(chosen))) return;
  day = chosen;
  dayField.value = day;
  byId('on-day').textContent = said(words.onDay, { day });
  grid.day = day;
  time.reveal(timeOf(day));
  count();
  drawSoon();
}

function about(shown: readonly Row[]): string {
  const text = search.value.trim();
  return [
    byId('source').textContent ?? '',
    said(words.printed, { shown: shown.length, all: rows.length }),
    ...(text === '' ? [] : [said(words.printedSearch, { text })]),
    ...(onlyViolations.checked ? [words.onlyViolations] : []),
  ].join(' · ');
}

function sourceText(): string {
  const { source } = data;
  return [
    said(words.source, { ...source, stacks: '', since: '' }),
    ...(source.since === undefined ? [] : [said(words.since, { day: source.since })]),
    `${words.applied}: ${source.stacks.length > 0 ? source.stacks.join(', ') : words.notLooked}`,
    said(words.judged, { day: data.day }),
  ].join(' · ');
}

byId('source').textContent = sourceText();
byId('legend').append(...legend());
byId('elsewhere').append(...elsewhere(data));
search.addEventListener('input', find);
onlyViolations.addEventListener('change', find);
dayField.addEventListener('input', () => choose(dayField.value));
scroller.addEventListener('scroll', drawSoon, { passive: true });
head.addEventListener('click', (event) => {
  const x = event.clientX - chart.getBoundingClientRect().left;
  if (x > time.edges.left) choose(time.scale.invert(x).toISOString().slice(0, 10));
});
const buttons: Record<string, () => void> = {
  closer: () => time.by(1.6),
  wider: () => time.by(1 / 1.6),
  earlier: () => time.move(-0.4),
  later: () => time.move(0.4),
  whole: () => time.whole(),
  print: () => window.print(),
};
for (const [id, act] of Object.entries(buttons)) byId(id).addEventListener('click', act);
byId('tools').addEventListener('submit', (event) => event.preventDefault());

const keys: Record<string, string> = {
  '+': 'closer',
  ';': 'closer',
  '-': 'wider',
  '0': 'whole',
  '<': 'earlier',
  '>': 'later',
};
chart.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key === 'Escape') details.close();
  const act = ctrlKey || metaKey || altKey ? undefined : buttons[keys[key] ?? ''];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  search.focus();
});
window.addEventListener('beforeprint', () =>
  byId('paper').replaceChildren(...paperOf({ rows: grid.rows, data, day, about: about(grid.rows) })),
);
window.addEventListener('afterprint', () => byId('paper').replaceChildren());
new ResizeObserver(resize).observe(scroller);

find();
choose(day);
resize();
draw();
