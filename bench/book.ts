// The operator's book of 10,000 tenants, made, written and opened in Chromium from its files: node bench/book.ts [TENANTS]. After `npm run build`. Prints JSON.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { operatorsBook } from '../src/book/book.ts';
import { writeBook } from '../src/book/write.ts';
import { pageScript } from '../src/render/documents/page.ts';
import { manyTenants } from '../test/pages/book/many.ts';
import { millisecondsUntil, QUERIES, searchMilliseconds } from '../test/pages/book/measure.ts';
import { stack } from '../test/render/sample.ts';

const RUNS = 5;
const count = Number(process.argv[2] ?? 10_000);
const tenants = manyTenants(count);
const folder = await mkdtemp(join(tmpdir(), 'denwaban-bench-'));
const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const [files, made] = await timed(async () => operatorsBook(tenants, stack.report, pageScript('book')));
  const [, written] = await timed(() => writeBook(files, join(folder, 'book')));
  const address = `${pathToFileURL(join(folder, 'book', 'index.html')).href}?now=2027-03-01T10:00:00Z`;
  const list: number[] = [];
  const tenant: number[] = [];
  const number: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    list.push(await open(address, '.hit'));
    tenant.push(await open(`${address}#/t/${tenants.at(-1)?.id}`, '.greeting'));
    number.push(await open(`${address}#/n/0350000000`, '.greeting'));
  }
  const page = await browser.newPage();
  await page.goto(address);
  await millisecondsUntil(page, '.hit');
  const [first = 0] = await searchMilliseconds(page, ['さと']);
  const searches = await searchMilliseconds(page, QUERIES);
  const bytes = (text: string | undefined) => Number((Buffer.byteLength(text ?? '') / 2 ** 20).toFixed(2));
  console.log(
    JSON.stringify({
      tenants: count,
      files: files.size,
      indexMiB: bytes(files.get('index.js')),
      allMiB: bytes([...files.values()].join('')),
      madeSeconds: made,
      writtenSeconds: written,
      openListMs: range(list),
      openTenantMs: range(tenant),
      openNumberMs: range(number),
      firstSearchMs: Math.round(first),
      searchMs: range(searches),
      slowest: QUERIES[searches.indexOf(Math.max(...searches))],
    }),
  );
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

/** In a page of its own; the files are in the machine's cache. */
async function open(address: string, selector: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  const taken = await millisecondsUntil(page, selector);
  await page.close();
  return taken;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, Number(((performance.now() - started) / 1000).toFixed(2))];
}

function range(values: readonly number[]): { median: number; most: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: Math.round(sorted[sorted.length >> 1] ?? 0), most: Math.round(sorted.at(-1) ?? 0) };
}
