import { expect, it } from 'vitest';
import type { Tenant } from '../../src/model/tenant.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { makePlan, type Plan } from '../../src/plan/plan.ts';
import { contentsOf, departures } from '../../src/plan/reviewed.ts';
import { chatworkReport, day, KEY, sampleRendering, sampleStack, sampleTenant } from './sample.ts';

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002');
const named = (tenant: Tenant, name: string): Tenant => ({ ...tenant, company: { ...tenant.company, name } });
const open = (tenant: Tenant, to: string): Tenant => ({
  ...tenant,
  hours: { weekdays: { from: '09:00', to } },
});

const plan = (before: Tenant[], after: Tenant[], keyed: boolean, library = 'v1') => {
  const stack = sampleStack();
  const of = (tenants: Tenant[], name: string) =>
    desiredResources(
      sampleRendering(tenants, stack, name),
      { tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
      stack,
      KEY,
    );
  const facts = { stack: 'test', date: day('2026-12-01'), against: { kind: 'applied' } } as const;
  return makePlan(facts, of(before, 'v1'), of(after, library), keyed);
};
interface Now {
  keyed?: boolean;
  /** Of more than one plan that was reviewed. */
  others?: Tenant[][];
  base?: Tenant[];
  library?: string;
  /** Whether the base commit is here. */
  here?: boolean;
}
const byId = (tenants: Tenant[]) => new Map(tenants.map((tenant) => [tenant.id, tenant]));

/** What differs between a change that was reviewed and one that would be applied. */
function found(reviewed: Tenant[], now: Tenant[], change: Now = {}) {
  const { keyed = true, others = [], base = [yamada, sato], library = 'v1', here = true } = change;
  const plans = [reviewed, ...others].map((tenants, i) => {
    const made = plan([yamada, sato], tenants, keyed);
    return { plan: made, keyed, base: `${i}`, contents: contentsOf(made, byId(tenants), `tree ${i}`) };
  });
  const [withKey, without] = [true, false].map((keyed) => plan(base, now, keyed, library)) as [Plan, Plan];
  return departures(plans, {
    plan: { keyed: withKey, unkeyed: without },
    tenants: byId(now),
    keyOf: (commit) => (here ? `tree ${commit}` : undefined),
  }).map(({ tenant = 'toolkit', how }) => `${tenant} ${how}`);
}

it('nothing differs where each tenant changes as was reviewed, whatever else was there before', () => {
  expect(found([open(yamada, '20:00'), sato], [open(yamada, '20:00'), sato])).toEqual([]);
});

it('a tenant that was not reviewed, or changes otherwise, is told', () => {
  const reviewed = [open(yamada, '20:00'), sato];
  expect(found(reviewed, [open(yamada, '21:00'), open(sato, '20:00')])).toEqual([
    'sato not-reviewed',
    'yamada otherwise',
  ]);
});

it('one that does not change any more is told, unless it is applied already', () => {
  const reviewed = [open(yamada, '20:00'), sato];
  expect(found(reviewed, [yamada, sato])).toEqual(['yamada not-there']);
  expect(found(reviewed, reviewed, { base: reviewed })).toEqual([]);
  expect(found(reviewed, reviewed, { base: reviewed, here: false })).toEqual(['yamada not-there']);
  expect(found([sato], [sato], { base: [sato] })).toEqual([]);
});

it('another name is told: by the digest with the store’s key, by the files without it', () => {
  const [one, two] = [
    [named(yamada, 'A'), sato],
    [named(yamada, 'B'), sato],
  ] as [Tenant[], Tenant[]];
  expect(found(one, two)).toEqual(['yamada otherwise']);
  expect(found(one, two, { keyed: false })).toEqual(['yamada content']);
  expect(found(one, one, { keyed: false, here: false })).toEqual(['yamada content']);
  expect(found(one, one, { keyed: false })).toEqual([]);
});

it('of several plans each tenant is as in one of those that name it', () => {
  const [one, two] = [
    [open(yamada, '20:00'), sato],
    [yamada, open(sato, '20:00')],
  ] as [Tenant[], Tenant[]];
  const both = [open(yamada, '20:00'), open(sato, '20:00')];
  for (const keyed of [true, false]) {
    expect(found(one, both, { keyed, others: [two] })).toEqual([]);
    expect(found(one, both, { keyed })).toEqual(['sato not-reviewed']);
    const more = [open({ ...yamada, ...chatworkReport('x') }, '20:00'), sato];
    expect(found(one, more, { keyed, others: [[{ ...yamada, ...chatworkReport('x') }, sato]] })).toEqual([
      'yamada otherwise',
    ]);
  }
});

it('what toolkit and stack change is told by itself', () => {
  const reviewed = [open(yamada, '20:00'), sato];
  expect(found(reviewed, reviewed, { library: 'v2' })).toEqual(['toolkit toolkit']);
});
