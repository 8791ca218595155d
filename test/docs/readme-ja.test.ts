import { describe, expect, it } from 'vitest';
import { blocks, read } from './pages.ts';

/** What is typed, without what is said of it. */
const typed = (page: string): string[] =>
  blocks(read(page), 'sh').flatMap((block) => block.split('\n').map((line) => line.replace(/\s+# .*$/, '')));

const rows = (page: string): string[] =>
  [...read(page).matchAll(/^\|.*\| (?<reads>[^|]+) \|$/gm)].map(({ groups }) =>
    (groups?.reads ?? '').replaceAll('、', ', '),
  );

describe('README.ja.md', () => {
  it('has the commands of README.md, and explains each in Japanese', () => {
    expect(typed('README.ja.md')).toEqual(typed('README.md'));
    const comments = blocks(read('README.ja.md'), 'sh').flatMap((block) => block.match(/ # .*$/gm) ?? []);
    expect(comments.length).toBeGreaterThan(25);
    for (const comment of comments) expect(comment).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  it('leads to the same pages, by as many headings', () => {
    expect(rows('README.ja.md').slice(2)).toEqual(rows('README.md').slice(2));
    expect(read('README.ja.md').match(/^## /gm)?.length).toBe(read('README.md').match(/^## /gm)?.length);
  });
});
