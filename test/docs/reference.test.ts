import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { referencePages } from '../../scripts/reference/pages.ts';
import { whyOf } from '../../scripts/reference/rules-page.ts';
import { CHANGE_RULES, RULES } from '../../src/validate/rules/index.ts';
import { ROOT, read } from './pages.ts';

const CODES = [...RULES, ...CHANGE_RULES].map((rule) => rule.code);

let made: Map<string, string>;
beforeAll(async () => {
  made = await referencePages();
});

describe('the reference', () => {
  it('is as the sources are (node scripts/write-reference.mjs writes it)', () => {
    for (const [name, text] of made) expect(read(`docs/reference/${name}`), name).toBe(text);
  });

  it('has no page of something that is gone', () => {
    const files = readdirSync(join(ROOT, 'docs', 'reference'));
    expect(files.sort()).toEqual([...made.keys(), 'README.md'].sort());
  });

  it.each(CODES)('says of %s why it is there, what is printed, what is wrong and what is right', (code) => {
    expect(whyOf(code), code).toMatch(/\w \w/);
    for (const name of ['rules.md', 'rules.ja.md']) {
      const [, section = ''] = made.get(name)?.split(`\n### ${code}\n`) ?? [];
      const [own = ''] = section.split(/\n##/);
      expect(own, name).toContain(` ${code}: `);
      expect(own, name).toMatch(/```diff\n.+/);
    }
  });

  it('says nothing of the machine that it was made on', () => {
    for (const [name, text] of made) expect(text.includes(ROOT) || text.includes('/tmp/'), name).toBe(false);
  });
});
