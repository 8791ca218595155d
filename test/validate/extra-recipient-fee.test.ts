import { expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { extraRecipientFee } from '../../src/validate/rules/extra-recipient-fee.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

it('a contract that has ended costs nothing', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const roster = ids.map((id) => `  - { id: ${id}, email: ${id}@aoi.example }\n`).join('');
  const text = `id: aoi-denki
contract: { starts: 2026-01-01, ends: 2027-02-28 }
roster:
${roster}report: { channel: mail, to: [${ids.join(', ')}] }
`;
  const side = sideOf(loadFiles([raw(text)], 'tenants'));
  const on = (date: string) => [...extraRecipientFee.check({ ...side, date: date as LocalDate })].length;
  expect(on('2027-02-28')).toBe(1);
  expect(on('2027-03-01')).toBe(0);
});
