import { expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { validate } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const found = (text: string) =>
  validate(loadFiles([raw(text), raw('blocks: []\nquarantineDays: {}\n', '_numbers.yaml')], 'tenants'), {
    date: '2027-03-01' as LocalDate,
  });

it('thousands of one mistake in a file are few lines that name the count', () => {
  const aliases = found(`a: [${'*a, '.repeat(20_000)}]\n`).filter((d) => d.code === 'yaml-alias');
  expect(aliases).toHaveLength(51);
  expect(aliases.at(-1)).toMatchObject({
    severity: 'error',
    message: { en: '… and 19950 more of these' },
    line: 1,
    column: 5 + 50 * 4,
  });
});

it('fifty are told one by one, and other mistakes do not count', () => {
  const keys = (n: number) => Array.from({ length: n }, (_, i) => `k${i}: 1\n`).join('');
  const codes = (n: number) => found(`id: A\n${keys(n)}`);
  expect(codes(50).filter((d) => d.code === 'unknown-key')).toHaveLength(50);
  expect(codes(50).some((d) => d.message.en.includes('more of these'))).toBe(false);
  expect(
    codes(51)
      .filter((d) => d.code === 'unknown-key')

      .at(-1)?.message.en,
  ).toBe('… and 1 more of these');
  expect(codes(51).map((d) => d.code)).toContain('missing-key');
});
