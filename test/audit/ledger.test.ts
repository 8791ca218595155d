import { execa } from 'execa';
import { expect, it } from 'vitest';
import { openLine } from '../../src/audit/git/line.ts';
import { openLedger } from '../../src/audit/ledger.ts';
import { numberAnswer } from '../../src/audit/questions/number.ts';
import { violationsAnswer } from '../../src/audit/questions/violations.ts';
import { same } from '../../src/domain/language.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { AppliedRecord, KnownRecord } from '../../src/store/applied-record.ts';
import { historyOf, lent, NUMBERS, newRepository, noon, TODAY, tenant } from './small.ts';

const GONE = 'f'.repeat(40);

/** A branch of three commits, the second of which has the tenant; a branch that was never merged; and records of applies. */
async function world() {
  const repository = await newRepository();
  const root = await repository.commit({
    at: noon('2026-10-01'),
    files: { 'tenants/_numbers.yaml': NUMBERS },
  });
  await repository.commit({
    at: noon('2026-10-02'),
    branch: 'side',
    from: root,
    files: { 'README.md': 'side' },
  });
  await repository.commit({ at: noon('2026-10-03'), files: { 'tenants/aoi.yaml': tenant({}) } });
  await repository.commit({ at: noon('2026-10-04'), files: { 'README.md': 'x' } });
  await repository.end();
  const { folder } = repository;
  const commit = async (name: string) => (await execa('git', ['rev-parse', name], { cwd: folder })).stdout;
  const commits = {
    root: await commit('main~2'),
    tenant: await commit('main~1'),
    tip: await commit('main'),
    side: await commit('side'),
  };
  const history = await historyOf(folder);
  const ask = async (...records: KnownRecord[]) => {
    const line = await openLine(folder, { tenants: 'tenants' });
    const ledger = await openLedger(line, [{ stack: 'prod', records }]);
    const { violations, notes } = violationsAnswer(history, { day: TODAY, outside: [], ledger });
    return { violations, notes, number: numberAnswer(history, lent('03-5000-0001'), ledger) };
  };
  return { commits, ask };
}

let sequence = 0;
function record(facts: Partial<AppliedRecord>): KnownRecord {
  sequence += 1;
  const at = `2026-12-01T00:00:${String(sequence % 60).padStart(2, '0')}.000Z`;
  const body: AppliedRecord = {
    format: 'denwaban-applied-1',
    stack: 'prod',
    sequence,
    clean: true,
    at,
    outcome: 'applied',
    effects: [],
    ...facts,
  };
  return { sequence, record: body };
}

it('a number was live with the first whole apply of a commit that had it', async () => {
  const { commits, ask } = await world();
  const first = record({ commit: commits.root });
  const broken = record({ commit: commits.tenant, outcome: 'incomplete' });
  const dirty = record({ commit: commits.tip, clean: false });
  const whole = record({ commit: commits.tip });
  const { number } = await ask(first, broken, dirty, whole, record({ commit: commits.tip }));
  expect(number.source.stacks).toEqual(['prod']);
  expect(number.holders[0]?.applied).toEqual([
    { stack: 'prod', at: whole.record?.at, sequence: whole.sequence },
  ]);
  expect((await ask(first)).number.holders[0]?.applied).toEqual([{ stack: 'prod' }]);
});

it('applies of the branch alone are no violation, told once or twice', async () => {
  const { commits, ask } = await world();
  const { violations } = await ask(
    record({ commit: commits.root }),
    record({ commit: commits.tip, outcome: 'incomplete' }),
    record({ commit: commits.tip }),
  );
  expect(violations).toEqual([]);
});

it.each([
  ['of a branch that was not merged', { commit: 'side' }, 'applied-without-merge', /not on the branch/],
  [
    'of what was never committed',
    { commit: 'tip', clean: false },
    'applied-without-merge',
    /never committed/,
  ],
  ['of files in no repository', { clean: false }, 'applied-without-merge', /in no git repository/],
  ['of a commit that is gone', { commit: 'gone' }, 'history-rewritten', /does not have/],
] as const)(
  'an apply %s is one, told once',
  async (_, { commit, ...facts }: { commit?: string; clean?: boolean }, code, why) => {
    const { commits, ask } = await world();
    const of: Record<string, string> = { ...commits, gone: GONE };
    const named = commit === undefined ? {} : { commit: of[commit] ?? '' };
    const records = [record({ ...named, ...facts, outcome: 'incomplete' }), record({ ...named, ...facts })];
    const { violations } = await ask(...records);
    expect(violations).toMatchObject([{ code, stack: 'prod', what: { en: expect.stringMatching(why) } }]);
  },
);

it('a record that cannot be believed is told and counts for nothing; limits that were overridden are noted', async () => {
  const { commits, ask } = await world();
  const problem = new Problem(
    'applied-record-signature',
    same('applied/prod/00000009: it is not signed with our key'),
    same('find out'),
  );
  const { violations, notes, number } = await ask(
    { ...record({ commit: commits.tip }), problem },
    record({ commit: commits.root, override: { limits: ['tenants'], reason: 'moving house' } }),
  );
  expect(violations).toMatchObject([{ code: 'applied-record-signature', stack: 'prod' }]);
  expect(notes).toMatchObject([
    { code: 'limit-overridden', what: { en: expect.stringContaining('moving house') } },
  ]);
  expect(number.holders[0]?.applied).toEqual([{ stack: 'prod' }]);
});
