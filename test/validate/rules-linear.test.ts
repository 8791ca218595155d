import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { RULES } from '../../src/validate/rules/index.ts';
import { checkSchema } from '../../src/validate/schema/check.ts';
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

describe('numbers with thousands of entries stay fast', () => {
  const LINES = 3_000;
  const tenant = `id: aoi-denki\ncontract: { starts: 2026-12-01 }\nnumbers:\n${'  - { number: "03-5000-0001", usage: displayed }\n'.repeat(LINES)}`;
  const numbers = `blocks: []
quarantineDays: { displayed: 365, forwarding: 90 }
released:
${'  - { number: "03-5000-0001", usage: displayed, on: 2026-08-31 }\n'.repeat(9_000)}reserved:
${'  - { number: "03-5000-0001", reason: x }\n'.repeat(9_000)}`;
  const side = sideOf(loadFiles([raw(tenant), raw(numbers, '_numbers.yaml')], 'tenants'));

  it.each(RULES.map((r) => [r.code, r] as const))('%s', (_code, rule) => {
    expect(side.numbers?.released).toHaveLength(9_000);
    const began = performance.now();
    expect([...rule.check({ ...side, date: DATE })].length).toBeLessThan(40_000);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('and so does the schema of a block’s kinds', () => {
    const kinds = `blocks:\n  - { from: "03-5000-0000", to: "03-5000-0999", carrier: x, kinds: [${'fax,'.repeat(50_000)}fax] }\nquarantineDays: { displayed: 1, forwarding: 1 }\n`;
    const source = loadFiles([raw(kinds, '_numbers.yaml')], 'tenants').numbers;
    const began = performance.now();
    const codes = source && checkSchema('numbers', source).map((d) => d.code);
    expect(codes).toContain('wrong-count');
    expect(performance.now() - began).toBeLessThan(2_000);
  }, 30_000);
});
