import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page, type Viewport } from 'puppeteer-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** How a page is looked at. */
export interface Look {
  /** Default: light. */
  scheme?: 'light' | 'dark';
  /** Default: 1280 by 800. */
  viewport?: Viewport;
  /** Milliseconds since 1970 that the page's clock stands at; default: it goes, as it is. */
  now?: number;
}

/** A page that is open, and what it did that a page of ours never does. */
export interface Visit {
  page: Page;
  /** Whatever it asked for beside the document itself. Data and blobs within it are none. */
  requests: string[];
  /** What the console called an error (a broken Content-Security-Policy too), scripts that threw, dialogs. */
  errors: string[];
}

/** Debian's Chromium, without a window; for all tests of a file. Each visit has a browser profile of its own, and is over with its test. */
export function useBrowser(): { visit: (url: string | URL, look?: Look) => Promise<Visit> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: chromium(), args: ARGUMENTS });
  });
  afterAll(() => browser?.close());
  return {
    visit: async (url, look = {}) => {
      if (!browser) throw new Error('a page is visited in a test');
      const context = await browser.createBrowserContext();
      onTestFinished(() => context.close());
      return await visit(await context.newPage(), String(url), look);
    },
  };
}

const ARGUMENTS = [
  // Root may not have Chromium's sandbox; what is opened here is ours.
  '--no-sandbox',
  // Containers have a small /dev/shm.
  '--disable-dev-shm-usage',
  // No name is looked up: whatever a page asks of the network fails.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

const TALL = { width: 1280, height: 800 };

async function visit(
  page: Page,
  url: string,
  { scheme = 'light', viewport = TALL, now }: Look,
): Promise<Visit> {
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const document = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (!document && !/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('dialog', (dialog) => {
    errors.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  if (now !== undefined) await page.evaluateOnNewDocument(stopClock, now);
  await page.goto(url);
  return { page, requests, errors };
}

/** Runs in the page. */
function stopClock(now: number): void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | ConstructorParameters<typeof Date>) {
      super(...((args.length === 0 ? [now] : args) as ConstructorParameters<typeof Date>));
    }
    static override now(): number {
      return now;
    }
  } as DateConstructor;
}

function chromium(): string {
  const found = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'chromium'));
  const path = found.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (path === undefined) throw new Error('chromium is missing: npm run setup installs it');
  return path;
}
