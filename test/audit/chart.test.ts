import { expect, it } from 'vitest';
import { chartAnswer } from '../../src/audit/questions/chart.ts';
import { historyOf, line, NUMBERS, newRepository, noon, TODAY, tenant } from './small.ts';

/** What a number was over time, in short lines. */
async function charts(folder: string) {
  const answer = chartAnswer(await historyOf(folder), { day: TODAY, outside: [] });
  return answer.numbers.map(({ number, holders, released, reserved, quarantines, violations }) => ({
    number,
    holders: holders.map(({ tenant, from, to, suspensions = [] }) =>
      [tenant, from, to ?? '', ...suspensions.map((s) => `stopped ${s.from} ${s.to ?? ''}`)].join(' ').trim(),
    ),
    released: released.map(({ on }) => on),
    reserved: reserved.map(({ reason, ended }) => `${reason} ${ended?.day ?? ''}`.trim()),
    quarantines: quarantines.map(({ from, to, tenant }) => [from, to, tenant ?? '-'].join(' ')),
    violations: violations.map((i) => answer.violations[i]?.code),
  }));
}

it('a number has its holders, the days that it was stopped, quarantines, what it was before, and what was broken', async () => {
  const repository = await newRepository();
  const told = (more: string) => ({ 'tenants/_numbers.yaml': NUMBERS + more });
  await repository.commit({
    at: noon('2026-10-01'),
    files: told(
      'released: [ { number: "03-5000-0001", usage: forwarding, on: 2026-08-31 } ]\nreserved: [ { number: "03-5000-0009", reason: test line } ]\n',
    ),
  });
  const aoi = (more: object) => ({ 'tenants/aoi.yaml': tenant({ starts: '2027-01-01', ...more }) });
  await repository.commit({ at: noon('2026-12-20'), files: aoi({}) });
  await repository.commit({ at: noon('2027-02-10'), files: aoi({ suspended: '2027-02-10' }) });
  await repository.commit({ at: noon('2027-02-20'), files: { ...aoi({}), ...told('') } });
  await repository.commit({ at: noon('2027-03-01'), files: aoi({ ends: '2027-03-31' }) });
  await repository.commit({
    at: noon('2027-06-01'),
    files: {
      'tenants/mita.yaml': tenant({
        id: 'mita',
        starts: '2027-06-01',
        check: 'KYC-2',
        lines: [line('03-5000-0001')],
      }),
    },
  });
  await repository.end();
  expect(await charts(repository.folder)).toEqual([
    {
      number: '03-5000-0001',
      holders: ['aoi 2027-01-01 2027-03-31 stopped 2027-02-10 2027-02-19', 'mita 2027-06-01'],
      released: ['2026-08-31'],
      reserved: [],
      quarantines: ['2026-09-01 2026-11-29 -', '2027-04-01 2028-03-30 aoi'],
      violations: ['number-in-quarantine'],
    },
    {
      number: '03-5000-0009',
      holders: [],
      released: [],
      reserved: ['test line 2027-02-20'],
      quarantines: [],
      violations: [],
    },
  ]);
});

it('a quarantine has the days that were set at the time', async () => {
  const repository = await newRepository();
  const days = (displayed: number) => ({
    'tenants/_numbers.yaml': NUMBERS.replace('displayed: 365', `displayed: ${displayed}`),
  });
  await repository.commit({
    at: noon('2027-01-01'),
    files: { ...days(10), 'tenants/aoi.yaml': tenant({ starts: '2027-01-01', ends: '2027-01-31' }) },
  });
  await repository.commit({ at: noon('2027-02-05'), files: days(20) });
  await repository.commit({ at: noon('2027-02-08'), files: days(5) });
  await repository.commit({ at: noon('2027-02-15'), files: days(30) });
  await repository.end();
  const [chart] = await charts(repository.folder);
  expect(chart?.quarantines).toEqual(['2027-02-01 2027-02-07 aoi', '2027-02-15 2027-03-02 aoi']);
});

it('what a tenant broke is about the numbers that it held then, not about those of a later one with the same id', async () => {
  const repository = await newRepository();
  await repository.commit({
    at: noon('2027-01-01'),
    files: {
      'tenants/_numbers.yaml': NUMBERS,
      'tenants/aoi.yaml': tenant({ starts: '2027-01-05', check: null }),
    },
  });
  await repository.commit({ at: noon('2027-02-01'), files: { 'README.md': 'x' } });
  await repository.commit({ at: noon('2027-02-02'), files: { 'tenants/aoi.yaml': null } });
  await repository.commit({
    at: noon('2029-02-02'),
    files: {
      'tenants/aoi.yaml': tenant({ starts: '2029-03-01', check: 'KYC-9', lines: [line('03-5000-0002')] }),
    },
  });
  await repository.end();
  const [first, second] = await charts(repository.folder);
  expect(first?.violations).toEqual(expect.arrayContaining(['identity-check-missing']));
  expect(second).toMatchObject({ number: '03-5000-0002', violations: [] });
});

it('a stop goes with a tenant that gets another id, and ends with its file', async () => {
  const repository = await newRepository();
  const numbers = { 'tenants/_numbers.yaml': NUMBERS };
  await repository.commit({ at: noon('2027-01-01'), files: { ...numbers, 'tenants/aoi.yaml': tenant({}) } });
  await repository.commit({
    at: noon('2027-02-01'),
    files: { 'tenants/aoi.yaml': tenant({ suspended: '2027-02-01' }) },
  });
  await repository.commit({
    at: noon('2027-03-01'),
    files: { 'tenants/aoi.yaml': null, 'tenants/mita.yaml': tenant({ id: 'mita', suspended: '2027-02-01' }) },
  });
  await repository.commit({ at: noon('2027-04-01'), files: { 'tenants/mita.yaml': null } });
  await repository.end();
  const [chart] = await charts(repository.folder);
  expect(chart?.holders).toEqual(['mita 2027-01-01 2027-03-31 stopped 2027-02-01 2027-03-31']);
});
