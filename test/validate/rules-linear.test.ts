import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { RULES } from '../../src/validate/rules/index.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const DATE = '2027-03-01' as LocalDate;

describe('rules stay fast', () => {
  // One file with 20,000 numbers of one value stands for many: what compares everybody with everybody takes minutes.
  const numbers = Array.from(
    { length: 20_000 },
    () => '  - { number: "03-5000-0001", usage: displayed }',
  ).join('\n');
  const text = `id: aoi-denki\ncontract: { starts: 2026-12-01 }\nnumbers:\n${numbers}\n`;
  const loaded = loadFiles(
    [raw(`${text.slice(0, 250_000)}\n`.replace(/\n[^\n]*\n$/, '\n')), raw('blocks: []\n', '_numbers.yaml')],
    'tenants',
  );
  const side = sideOf(loaded);

  it.each(RULES.map((r) => [r.code, r] as const))('%s', (_code, rule) => {
    expect(side.tenants[0]?.numbers.length).toBeGreaterThan(4_000);
    const began = performance.now();
    expect([...rule.check({ ...side, date: DATE })].length).toBeLessThan(20_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
