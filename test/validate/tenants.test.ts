import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Diagnostic } from '../../src/load/diagnostic.ts';
import { type Loaded, loadFolder } from '../../src/load/load.ts';
import { validate } from '../../src/validate/validate.ts';

const FOLDER = fileURLToPath(new URL('../../tenants', import.meta.url));

/** Of the files in the repository, which everybody sees first. */
describe('the sample tenants', () => {
  let loaded: Loaded;
  const on = (date: string): Diagnostic[] =>
    validate(loaded, { date: date as LocalDate, reportDomain: 'report.denwaban.example' });

  beforeAll(async () => {
    loaded = await loadFolder(FOLDER);
  });

  it('are ten', () => {
    expect(loaded.tenants).toHaveLength(10);
  });

  it.each(['2024-01-01', '2026-11-23', '2027-03-01', '2027-03-02', '2030-01-01'])(
    'have no error on %s',
    (date) => {
      expect(on(date).filter((d) => d.severity === 'error')).toEqual([]);
    },
  );

  it('have the warnings that they are to show', () => {
    expect(on('2027-03-01').map((d) => d.code)).toEqual([
      'identity-method-ending',
      'extra-recipient-fee',
      'number-type-advice',
    ]);
  });

  it('tell editors their schema', () => {
    for (const { text, file } of [...loaded.tenants, ...(loaded.numbers ? [loaded.numbers] : [])]) {
      expect(text, file).toMatch(
        /^# yaml-language-server: \$schema=\.\.\/schema\/(?:tenant|numbers)\.schema\.json\n/,
      );
    }
  });
});
