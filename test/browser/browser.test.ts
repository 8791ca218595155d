import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { newFolder } from '../audit/small.ts';
import { seriousFindings } from './axe.ts';
import { useBrowser } from './browser.ts';
import { print } from './pdf.ts';

const { visit } = useBrowser();

async function pageOf(html: string): Promise<URL> {
  const file = join(await newFolder(), 'page.html');
  await writeFile(file, html);
  return pathToFileURL(file);
}

test('what a page must not do is seen: requests, errors, dialogs, unreadable parts', async () => {
  const { page, requests, errors } = await visit(
    await pageOf(
      '<!doctype html><html><title>x</title><img src="https://a.example/x.png"><script>alert(1); throw new Error("no")</script>',
    ),
  );
  expect(requests).toEqual(['https://a.example/x.png']);
  expect(errors.join('\n')).toMatch(/alert: 1.*no/s);
  expect((await seriousFindings(page)).join('\n')).toMatch(/html-has-lang.*image-alt/s);
});

test('a page has the clock, the size and the scheme that it is to have, and is printed', async () => {
  const { page, requests, errors } = await visit(
    await pageOf('<!doctype html><html lang="en"><title>x</title><h1>03-5000-0001</h1>'),
    { now: Date.UTC(2027, 2, 1), scheme: 'dark', viewport: { width: 400, height: 300 } },
  );
  const seen = await page.evaluate(() => [
    new Date().toISOString(),
    String(matchMedia('(prefers-color-scheme: dark)').matches),
    String(innerWidth),
  ]);
  expect(seen).toEqual(['2027-03-01T00:00:00.000Z', 'true', '400']);
  expect(await print(page)).toMatchObject({ text: expect.stringContaining('03-5000-0001'), pages: 1 });
  expect({ requests, errors }).toEqual({ requests: [], errors: [] });
});
