import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import type { Side } from '../../src/validate/rule.ts';
import { reportRecipientUnknown } from '../../src/validate/rules/report-recipient-unknown.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

function sideWith(people: readonly string[], to: readonly string[]): Side {
  const roster = people.map((id) => `  - { id: ${id} }\n`).join('');
  const text = `id: aoi-denki\nroster:\n${roster}report: { channel: mail, to: [${to.join(', ')}] }\n`;
  return sideOf(loadFiles([raw(text)], 'tenants'));
}

const actions = (people: readonly string[], to: readonly string[]) => check(sideWith(people, to));

function check(side: Side): string[] {
  const found = reportRecipientUnknown.check({ ...side, date: '2027-03-01' as LocalDate });
  return Array.from(found, (v) => v.action.en);
}

describe('a recipient who is not in the roster', () => {
  it('was probably somebody who is', () => {
    expect(actions(['aoi', 'mita'], ['mitta', 'zzz'])).toEqual([
      'did you mean mita? Otherwise write named or one of aoi, mita',
      'write named or one of aoi, mita',
    ]);
  });

  it('is not answered with the whole of a long roster', () => {
    const people = Array.from({ length: 200 }, (_, i) => `p${i}`);
    expect(actions(people, ['zzz'])).toEqual([
      'write named or one of p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 190 more of the roster',
    ]);
  });

  it('takes no time and room in the square of the file', () => {
    const ids = (prefix: string) => Array.from({ length: 9_000 }, (_, i) => `${prefix}${i}`);
    const side = sideWith(ids('a'), ids('z'));
    const began = performance.now();
    const found = check(side);
    expect(found).toHaveLength(9_000);
    expect(found.join('').length).toBeLessThan(2_000_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  }, 30_000);
});
