import { describe, expect, it } from 'vitest';
import { CONFIRMED } from '../../src/domain/holidays.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { holidaysUnconfirmed } from '../../src/validate/rules/holidays-unconfirmed.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const said = (days: number, ...files: string[]) => {
  const side = sideOf(
    loadFiles(
      files.map((text, i) => raw(text, `t-${i}.yaml`)),
      'tenants',
    ),
  );
  const date = addDays(CONFIRMED.until, -days);
  return [...holidaysUnconfirmed.check({ ...side, date })].map(
    ({ file, at, message }) => `${file}:${at.line} ${message.en}`,
  );
};
const ALWAYS = 'hours: { weekdays: closed }\n';
const usual = (ends?: LocalDate) => `contract: { starts: 2026-12-01${ends ? `, ends: ${ends}` : ''} }\n`;

describe('holidays that nobody has announced yet', () => {
  it('are told in the last sixty days of those that somebody has', () => {
    expect(said(60, usual())).toEqual([]);
    expect(said(59, usual())).toEqual([
      expect.stringMatching(/^tenants\/t-0\.yaml:1 .*end in 59 days, on 2027-12-31, and this tenant has/),
    ]);
    expect(said(-1, usual())).toEqual([expect.stringContaining('ended, on 2027-12-31')]);
  });

  it('are told once, at the first tenant that they matter to', () => {
    expect(said(1, ALWAYS, `${usual()}hours: { saturdays: "09:00-18:00" }\n`, usual())).toEqual([
      expect.stringMatching(/^tenants\/t-1\.yaml:2 .* this and 1 more tenants have/),
    ]);
  });

  it('are nothing to whom every day is the same, nor to whose contract ends before them', () => {
    expect(said(1, ALWAYS, usual(CONFIRMED.until))).toEqual([]);
    expect(said(1, usual(addDays(CONFIRMED.until, 1)))).toHaveLength(1);
  });
});
