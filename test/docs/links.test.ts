import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import GithubSlugger from 'github-slugger';
import { describe, expect, it } from 'vitest';
import { pages, prose, ROOT, read } from './pages.ts';

interface Link {
  /** The file or folder, from the project's folder. */
  target: string;
  anchor?: string;
}

const PAGES = pages();

/** The links of a page that stay in the repository. */
function links(page: string): Link[] {
  const found = [
    ...prose(read(page))
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ];
  const own = found.flatMap(([, address = '']) => (/^[a-z]+:/.test(address) ? [] : [address]));
  return own.map((address) => {
    const [file = '', anchor] = address.split('#');
    const target = file === '' ? page : normalize(join(dirname(page), decodeURIComponent(file)));
    return { target, ...(anchor === undefined ? {} : { anchor: decodeURIComponent(anchor) }) };
  });
}

/** The anchors that GitHub makes of a page's headings. */
function anchors(page: string): string[] {
  const slugger = new GithubSlugger();
  const headings = [...prose(read(page)).matchAll(/^#{1,6} (.+)$/gm)];
  return headings.map(([, heading = '']) => slugger.slug(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')));
}

describe.each(PAGES)('%s', (page) => {
  it('has no link into nothing', () => {
    for (const { target, anchor } of links(page)) {
      expect(existsSync(join(ROOT, target)), target).toBe(true);
      if (anchor !== undefined) expect(anchors(target), `${target}#${anchor}`).toContain(anchor);
    }
  });
});

it('every page can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) {
    for (const { target } of links(page)) if (PAGES.includes(target)) reached.add(target);
  }
  expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
});
