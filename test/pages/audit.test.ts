import { execa } from 'execa';
import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditPage } from '../../src/audit/page/page.ts';
import type { ChartAnswer } from '../../src/audit/questions/chart.ts';
import { same } from '../../src/domain/language.ts';
import { seriousFindings } from '../browser/axe.ts';
import { useBrowser, type Visit } from '../browser/browser.ts';
import { print } from '../browser/pdf.ts';
import { HOSTILE, pageOf, smallAnswer } from './audit.ts';
import { bigAnswer } from './big-answer.ts';

const { visit } = useBrowser();
const QUIET = { requests: [], errors: [] };

let answer: ChartAnswer;
beforeAll(async () => {
  answer = await smallAnswer();
});

async function open(
  ...[look, of = answer]: [look?: Parameters<typeof visit>[1], of?: ChartAnswer]
): Promise<Visit> {
  const visited = await visit(await pageOf(of), look);
  await drawn(visited.page);
  return visited;
}

/** What was asked for is drawn with the next picture, or the one after it. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
}

function numbers(page: Page): Promise<string[]> {
  return page.$$eval('#rows [role=rowheader]', (cells) =>
    cells.map((cell) => cell.firstChild?.textContent ?? ''),
  );
}

function text(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (found) => (found as HTMLElement).innerText);
}

/** First and last day in view. */
function seen(page: Page): Promise<[string, string]> {
  return page.$eval('#chart', (chart) => [
    (chart as HTMLElement).dataset.from ?? '',
    (chart as HTMLElement).dataset.to ?? '',
  ]);
}

async function search(page: Page, wanted: string): Promise<string[]> {
  await page.$eval('#search', (field) => {
    (field as HTMLInputElement).value = '';
  });
  await page.type('#search', wanted);
  await drawn(page);
  return await numbers(page);
}

describe('the page of an audit', () => {
  it('opens by itself and says what it rests on', async () => {
    const { page, requests, errors } = await open();
    expect({ requests, errors }).toEqual(QUIET);
    expect(await numbers(page)).toEqual(['03-5000-0001', '03-5000-0002', '03-5000-0003', '03-5000-0009']);
    const source = await text(page, '#source');
    for (const part of ['tenants on main', answer.source.commit, '2026-10-01', '2028-03-01'])
      expect(source).toContain(part);
  });

  it('is of the same bytes each time, and lets nothing in but its own script and styles', () => {
    const page = auditPage(answer, 'ja');
    expect(auditPage(answer, 'ja')).toBe(page);
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain(answer.violations[0]?.what.ja ?? '?');
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-[^;]*&#39;; style-src &#39;sha256-[^;]*&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"/,
    );
  });

  it('shows hostile texts as texts and runs nothing of them', async () => {
    const hostile = {
      ...answer,
      violations: answer.violations.map((violation) => ({
        ...violation,
        what: same(HOSTILE),
        action: same(HOSTILE),
      })),
      notes: [{ code: 'x', what: same(HOSTILE) }],
      source: { ...answer.source, branch: HOSTILE },
    };
    const { page, requests, errors } = await open({}, hostile);
    await page.click('#rows .held.bad');
    await page.click('#elsewhere summary');
    const shown = HOSTILE.replace('\u202e', '\\u{202e}').replace('\u2028', '\\u{2028}');
    for (const place of ['#source', '#details', '#elsewhere', '#rows .reserved'])
      expect(await text(page, place)).toContain(shown);
    await page.click('#rows .held');
    expect(await text(page, '#details')).toContain(shown.replace(/[<>]/g, ''));
    expect((await print(page)).text).toContain('onerror=alert');
    expect({ requests, errors }).toEqual(QUIET);
  });
});

describe('who looks for something', () => {
  it.each([
    ['03-5000-0003', ['03-5000-0003']],
    ['0350000002', ['03-5000-0002']],
    ['０３－５０００－０００２', ['03-5000-0002']],
    ['+81 3 5000 0009', ['03-5000-0009']],
    ['0009', ['03-5000-0009']],
    ['mita', ['03-5000-0001', '03-5000-0003']],
    ['AOI', ['03-5000-0001', '03-5000-0002']],
    ['nobody', []],
  ])('finds by %s', async (wanted, found) => {
    const { page } = await open();
    expect(await search(page, wanted)).toEqual(found);
    expect(await text(page, '#shown')).toBe(`${found.length} of 4 numbers`);
    expect(await text(page, '#scroller')).toContain(found.length === 0 ? 'No number' : found[0]);
  });

  it('sees violations alone', async () => {
    const { page } = await open();
    await page.click('#only-violations');
    await drawn(page);
    expect(await numbers(page)).toEqual(['03-5000-0001']);
  });

  it('types a day and sees who held what on it', async () => {
    const { page } = await open();
    const onDay = () => page.$$eval('#rows .state', (cells) => cells.map((cell) => cell.textContent));
    expect(await onDay()).toEqual(['mita-shoten disp', 'quarantine aoi', 'mita-shoten disp', 'kept back']);
    await page.focus('#day');
    await page.keyboard.type('02152027');
    await drawn(page);
    expect(await onDay()).toEqual(['stopped aoi', 'stopped aoi', 'to come mita-shoten', 'kept back']);
    expect(await text(page, '#states')).toBe('2027-02-15: kept back 1 · stopped 2 · to come 1');
    expect(await text(page, '#on-day')).toBe('On 2027-02-15');
  });
});

describe('who looks closer', () => {
  const width = async (page: Page) => {
    const [from, to] = await seen(page);
    return Date.parse(to) - Date.parse(from);
  };

  it('zooms with buttons, the wheel and keys, moves, and comes back', async () => {
    const { page } = await open();
    const whole = await seen(page);
    const widths = [await width(page)];
    const zoomed = async (act: () => Promise<unknown>) => {
      await act();
      await drawn(page);
      widths.push(await width(page));
    };
    await zoomed(() => page.click('#closer'));
    await page.mouse.move(700, 135);
    await zoomed(() => page.mouse.wheel({ deltaY: -300 }));
    await page.focus('#rows [tabindex="0"]');
    await zoomed(() => page.keyboard.press('+'));
    await page.mouse.move(700, 300);
    await page.keyboard.down('Control');
    await zoomed(() => page.mouse.wheel({ deltaY: -300 }));
    await page.keyboard.up('Control');
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(new Set(widths).size).toBe(5);
    const [before] = await seen(page);
    await page.mouse.move(600, 500);
    await page.mouse.down();
    await page.mouse.move(800, 500, { steps: 4 });
    await page.mouse.up();
    await drawn(page);
    expect((await seen(page))[0] < before).toBe(true);
    const [dragged] = await seen(page);
    await page.click('#later');
    await drawn(page);
    expect((await seen(page))[0] > dragged).toBe(true);
    await page.click('#wider');
    await page.click('#whole');
    await drawn(page);
    expect(await seen(page)).toEqual(whole);
  });

  it('keeps what is in view when the window gets another size', async () => {
    const { page } = await open();
    await page.click('#closer');
    await page.click('#closer');
    await drawn(page);
    const before = await width(page);
    await page.setViewport({ width: 1000, height: 600 });
    await drawn(page);
    await drawn(page);
    expect(Math.abs((await width(page)) / before - 1)).toBeLessThan(0.02);
  });

  it('sees with a click what proves a span', async () => {
    const { page } = await open();
    await page.click('#rows .held');
    const shown = await text(page, '#details');
    const [holder] = answer.numbers[0]?.holders ?? [];
    for (const part of [
      holder?.began.commit ?? '?',
      'Hanako',
      '#12',
      'KYC-1',
      'the file says the end',
      'not looked at',
    ])
      expect(shown).toContain(part);
    expect(shown).toContain('2027-02-10 – 2027-02-19 police-request');
    await page.click('#rows .held.bad');
    expect(await text(page, '#details')).toMatch(/mita-shoten.*number-in-quarantine.*choose another number/s);
    await page.click('#rows .quarantine');
    expect(await text(page, '#details')).toMatch(/quarantine.*forwarding.*2026-09-01.*2026-11-29/s);
  });
});

describe('who has a keyboard or a screen reader', () => {
  it('reaches every span, opens it and comes back', async () => {
    const { page } = await open();
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      );
    await page.keyboard.press('/');
    await page.keyboard.type('5000');
    await drawn(page);
    await page.focus('#print');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^03-5000-0001/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toMatch(/^03-5000-0002, aoi disp·fax, displayed, fax, 2027-01-01 – 2027-06-30/);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('03-5000-0002');
    expect(await text(page, '#details h3')).toBe('aoi');
    await page.keyboard.press('Escape');
    expect(await focused()).toMatch(/^03-5000-0002, aoi/);
    await page.keyboard.press('End');
    expect(await focused()).toBe('03-5000-0009');
    await page.keyboard.press('Enter');
    expect(await text(page, '#details h3')).toBe('kept back');
  });

  it.each(['light', 'dark'] as const)('finds nothing in the way: %s', async (scheme) => {
    const { page } = await open({ scheme });
    expect(await seriousFindings(page)).toEqual([]);
    await page.click('#rows .held.bad');
    expect(await seriousFindings(page)).toEqual([]);
    await search(page, 'nobody');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('in a narrow window has all of it too', async () => {
    const { page, errors } = await open({ viewport: { width: 600, height: 800 } });
    await page.click('#rows .held.bad');
    expect(await text(page, '#details')).toContain('number-in-quarantine');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(600);
    expect({ serious: await seriousFindings(page), errors }).toEqual({ serious: [], errors: [] });
  });
});

describe('on paper', () => {
  it('is what was found, whole, on A4 across', async () => {
    const { page } = await open();
    await search(page, 'mita');
    const { text, pdf } = await print(page);
    for (const part of ['03-5000-0001', '03-5000-0003', 'KYC-2', 'search “mita”', '2 of 4', 'number-in-'])
      expect(text.replace(/\s+/g, ' ')).toContain(part);
    expect(text).not.toContain('03-5000-0002');
    const { stdout } = await execa('pdfinfo', ['-'], { input: pdf });
    expect(stdout).toMatch(/Page size: +84[12][.\d]* x 59[45][.\d]* pts \(A4\)/);
  });
});

describe('ten thousand numbers', () => {
  it('are opened, scrolled, searched and printed', async () => {
    const big = bigAnswer(10_000);
    const { page, requests, errors } = await open({}, big);
    expect(await text(page, '#shown')).toBe('10000 of 10000 numbers');
    await page.$eval('#scroller', (scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await drawn(page);
    const last = await numbers(page);
    expect(last.at(-1)).toBe('03-5000-9999');
    expect(last.length).toBeLessThan(60);
    expect(await search(page, '5000-777')).toHaveLength(10);
    await page.$eval('#search', (field) => {
      (field as HTMLInputElement).value = '';
      field.dispatchEvent(new Event('input'));
    });
    await drawn(page);
    const { text: printed, pages } = await print(page);
    const missing = big.numbers.filter(({ number }) => !printed.includes(number));
    expect({ missing, pages: pages > 200 }).toEqual({ missing: [], pages: true });
    expect({ requests, errors }).toEqual(QUIET);
  });
});
