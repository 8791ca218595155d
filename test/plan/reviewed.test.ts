import { expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { departures } from '../../src/plan/reviewed.ts';
import { day, KEY, sampleRendering, sampleStack, sampleTenant } from './sample.ts';

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
/** What differs between a change that was reviewed and one that would be applied. */
function found(
  reviewed: Tenant[],
  now: Tenant[],
  { keyed = true, same = () => true, base = [yamada, sato], library = 'v1' } = {} as {
    keyed?: boolean;
    same?: (tenant: TenantId) => boolean | undefined;
    base?: Tenant[];
    library?: string;
  },
) {
  const before = { plan: plan([yamada, sato], reviewed, keyed), keyed };
  return departures(before, plan(base, now, keyed, library), same).map(
    ({ tenant = 'toolkit', how }) => `${tenant} ${how}`,
  );
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
  expect(found(reviewed, [yamada, sato], { same: () => false })).toEqual(['yamada not-there']);
  expect(found(reviewed, [yamada, sato], { same: () => undefined })).toEqual(['yamada not-there']);
  expect(found(reviewed, reviewed, { base: reviewed, same: () => true })).toEqual([]);
});

it('another name is told: by the digest with the store’s key, by the files without it', () => {
  const [one, two] = [
    [named(yamada, 'A'), sato],
    [named(yamada, 'B'), sato],
  ];
  expect(found(one, two)).toEqual(['yamada otherwise']);
  expect(found(one, two, { keyed: false, same: () => false })).toEqual(['yamada content']);
  expect(found(one, two, { keyed: false, same: () => undefined })).toEqual(['yamada unconfirmed']);
  expect(found(one, one, { keyed: false, same: () => true })).toEqual([]);
});

it('what toolkit and stack change is told by itself', () => {
  const reviewed = [open(yamada, '20:00'), sato];
  expect(found(reviewed, reviewed, { library: 'v2' })).toEqual(['toolkit toolkit']);
});
