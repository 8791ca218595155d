import type { Page } from 'puppeteer-core';

/** Milliseconds from the beginning of the navigation until an element is there and laid out. */
export async function millisecondsUntil(page: Page, selector: string): Promise<number> {
  return await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = document.querySelector(wanted);
          if (found && found.getBoundingClientRect().height > 0) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    selector,
  );
}

/** Milliseconds from a query in the field until its list is laid out, each query once. */
export async function searchMilliseconds(page: Page, queries: readonly string[]): Promise<number[]> {
  return await page.evaluate(async (all) => {
    const field = document.getElementById('query') as HTMLInputElement;
    const taken: number[] = [];
    for (const query of all) {
      const count = document.getElementById('count');
      const before = performance.now();
      field.value = query;
      field.dispatchEvent(new InputEvent('input'));
      // The index is here: what is left are steps that need no other event.
      for (let step = 0; step < 20; step++) await Promise.resolve();
      document.body.getBoundingClientRect();
      taken.push(performance.now() - before);
      if (count?.textContent === '') throw new Error('no answer yet');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return taken;
  }, queries);
}

/** As operators type: each kind of search, letter by letter at the beginning, few and many found. */
export const QUERIES = [
  'さ',
  'さと',
  'さとう',
  '山',
  '山田',
  '山田 太郎',
  'y',
  'yamada',
  'tanaka',
  '0',
  '03',
  '03-5000-0001',
  '0001',
  '09999',
  '株式会社',
  'ん',
  '鈴木たろう',
  '存在しない',
  'データサービス',
  'ﾜﾀﾅﾍﾞ',
];
