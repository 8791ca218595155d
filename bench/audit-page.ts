// How an audit's page of ten thousand numbers opens, scrolls and is searched in Chromium: node bench/audit-page.ts [NUMBERS], after `npm run build`.
// Prints JSON: milliseconds (medians of five), the file's bytes.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { auditPage } from '../src/audit/page/page.ts';
import { bigAnswer } from '../test/pages/big-answer.ts';

const numbers = Number(process.argv[2] ?? 10_000);
const folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-page-'));
const file = join(folder, 'audit.html');

/** Of each name the median of what the page said. */
function medians(runs: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = runs.map((run) => run[name] ?? 0).sort((a, b) => a - b);
      return [name, Math.round((values[Math.floor(values.length / 2)] ?? 0) * 10) / 10];
    }),
  );
}

/** In the page: text, since this program knows no documents. */
const OPENED = `({
  painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  opened: performance.getEntriesByType('navigation')[0].loadEventEnd,
})`;
const SCROLLED = `(async () => {
  const scroller = document.getElementById('scroller');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const times = [];
  let last = await frame();
  for (let i = 0; i < 100; i++) {
    scroller.scrollTop += 700;
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return { scrollFrame: times[50], scrollFrameWorstOf20: times[95] };
})()`;
const SEARCHED = `(() => {
  const search = document.getElementById('search');
  search.value = '777';
  const begin = performance.now();
  search.dispatchEvent(new Event('input'));
  return { searched: performance.now() - begin };
})()`;

async function ask(page: Page): Promise<Record<string, number>> {
  await page.goto(String(pathToFileURL(file)));
  const said: Record<string, number> = {};
  for (const question of [OPENED, SCROLLED, SEARCHED]) Object.assign(said, await page.evaluate(question));
  return said;
}

try {
  await writeFile(file, auditPage(bigAnswer(numbers), 'en'));
  const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const runs: Record<string, number>[] = [];
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage();
    runs.push(await ask(page));
    await page.close();
  }
  await browser.close();
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}`;
  console.log(
    JSON.stringify({ machine, numbers, bytes: (await stat(file)).size, ...medians(runs) }, null, 2),
  );
} finally {
  await rm(folder, { recursive: true });
}
