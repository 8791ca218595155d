import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { validate } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';
import { FIXTURES } from './fixtures.ts';

const text = (name: string) => readFileSync(join(FIXTURES, 'valid/smallest', name), 'utf8');

function codes(change: (tenant: string) => string): string[] {
  const tenant = change(text('aoi-denki.yaml'));
  const files = [raw(tenant, 'aoi-denki.yaml'), raw(text('_numbers.yaml'), '_numbers.yaml')];
  return validate(loadFiles(files, 'tenants'), { date: '2027-03-01' as LocalDate }).map((d) => d.code);
}

it.each<[string, (tenant: string) => string, string]>([
  ['hours from 24:00 to 24:00', (t) => `${t}hours: { weekdays: "24:00-24:00" }\n`, 'wrong-form'],
  ['hours from 24:00 on', (t) => `${t}hours: { weekdays: "24:00-01:00" }\n`, 'wrong-form'],
  ['hours that end as they begin', (t) => `${t}hours: { weekdays: "09:00-09:00" }\n`, 'hours-reversed'],
  [
    'a greeting of several lines',
    (t) => t.replace(/greeting: .*/, 'greeting: |\n    a\n    b'),
    'control-character',
  ],
  ['a greeting in a block', (t) => t.replace(/greeting: .*/, 'greeting: |\n    a'), 'control-character'],
  ['a greeting with a blank', (t) => t.replace(/greeting: .*/, 'greeting: "a "'), 'wrong-form'],
])('%s is one problem', (_, change, code) => {
  expect(codes(change)).toEqual([code]);
});
