import { expect, it } from 'vitest';
import { timeOf } from '../../pages/audit/days.ts';
import { spansOf } from '../../pages/audit/spans.ts';
import { wholeOf } from '../../pages/audit/whole.ts';
import type { PageHolder, PageNumber } from '../../src/audit/page/page-data.ts';

function holder(from: string, to?: string): PageHolder {
  return {
    tenant: 'aoi',
    usage: 'displayed',
    kind: 'phone',
    from,
    ...(to ? { to } : {}),
    began: 0,
    identityChecks: [],
  };
}

function number(...holders: PageHolder[]): PageNumber {
  return { number: '03-5000-0001', holders, released: [], reserved: [], quarantines: [], violations: [] };
}

it('holders of the same days lie below one another, those of others in one line', () => {
  const lanesOf = (...holders: PageHolder[]) => {
    const { spans, lanes } = spansOf(number(...holders), []);
    return { lanes, each: spans.map(({ lane }) => lane) };
  };
  expect(lanesOf(holder('2027-01-01', '2027-01-31'), holder('2027-02-01'))).toEqual({
    lanes: 1,
    each: [0, 0],
  });
  expect(lanesOf(holder('2027-01-01', '2027-01-31'), holder('2027-01-31'))).toEqual({
    lanes: 2,
    each: [0, 1],
  });
  expect(lanesOf(holder('2027-01-01'), holder('2027-02-01', '2027-02-10'), holder('2027-03-01'))).toEqual({
    lanes: 2,
    each: [0, 1, 1],
  });
});

it('a slip of the pen does not make all others too narrow to be seen', () => {
  const source = { branch: 'main', commit: '', folder: 'tenants', since: '2027-01-01', stacks: [] };
  const holders = [
    holder('0207-01-01'),
    holder('2027-01-01', '2027-12-31'),
    holder('2028-01-01', '9999-12-31'),
  ];
  const data = {
    source,
    day: '2028-03-01',
    commits: [],
    numbers: [number(...holders)],
    violations: [],
    notes: [],
  };
  const [begin, end] = wholeOf(data);
  expect(begin).toBeLessThan(timeOf('2027-01-01'));
  expect(begin).toBeGreaterThan(timeOf('2026-11-01'));
  expect(end).toBeGreaterThan(timeOf('2028-03-01'));
  expect(end).toBeLessThan(timeOf('2028-05-01'));
});
