import { expect, it } from 'vitest';
import { desiredResources } from '../../src/plan/desired.ts';
import { overLimits } from '../../src/plan/limits.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { day, KEY, sampleRendering, sampleStack, sampleTenant } from './sample.ts';

const tenants = (n: number, greeting = 'x') =>
  Array.from({ length: n }, (_, i) =>
    sampleTenant(`t-${i}`, `03${50000000 + i}`, { company: { name: 'x', kana: 'x', greeting } }),
  );
const resources = (list: ReturnType<typeof tenants>, stack = sampleStack()) =>
  desiredResources(
    sampleRendering(list, stack),
    { tenants: list, quarantineDays: { displayed: 365, forwarding: 90 } },
    stack,
    KEY,
  );
const plan = (before: ReturnType<typeof tenants>, after: ReturnType<typeof tenants>, stack = sampleStack()) =>
  makePlan(
    { stack: 'test', date: day('2026-12-01'), against: { kind: 'applied' } },
    resources(before),
    resources(after, stack),
  );
/** So many of twenty tenants change. */
const changed = (n: number) => plan(tenants(20), [...tenants(n, 'y'), ...tenants(20).slice(n)]);
const over = (...args: Parameters<typeof overLimits>) => overLimits(...args).map(({ limit }) => limit);

it('a limit in per cent is passed by one tenant more than it allows', () => {
  expect(over(changed(6), 20, { percent: 30, percentFrom: 20 })).toEqual([]);
  expect(over(changed(7), 20, { percent: 30, percentFrom: 20 })).toEqual(['percent']);
  expect(overLimits(changed(7), 20, { percent: 30, percentFrom: 20 })).toEqual([
    { limit: 'percent', touched: 7, of: 20, allowed: 30 },
  ]);
});

it('a limit in tenants counts those that are changed and deleted, not those that are new', () => {
  expect(over(changed(3), 20, { percent: 30, percentFrom: 20, tenants: 3 })).toEqual([]);
  expect(over(changed(4), 20, { percent: 30, percentFrom: 20, tenants: 3 })).toEqual(['tenants']);
  expect(over(plan(tenants(20), tenants(16)), 20, { percent: 30, percentFrom: 20, tenants: 3 })).toEqual([
    'tenants',
  ]);
  expect(over(plan(tenants(20), tenants(60)), 20, { percent: 30, percentFrom: 20, tenants: 3 })).toEqual([]);
  expect(over(changed(20), 20, { percent: 30, percentFrom: 20, tenants: 3 })).toEqual(['percent', 'tenants']);
});

it('an empty stack is over none, nor what is rendered anew, nor in per cent a stack of a few', () => {
  expect(over(plan([], tenants(200)), 0, { percent: 1, percentFrom: 1, tenants: 1 })).toEqual([]);
  const anew = sampleStack({ cards: 'http://127.0.10.20:9/cards' });
  expect(over(plan(tenants(20), tenants(20), anew), 20, { percent: 1, percentFrom: 1, tenants: 1 })).toEqual(
    [],
  );
  expect(over(plan(tenants(19), []), 19, { percent: 30, percentFrom: 20 })).toEqual([]);
  expect(over(plan(tenants(20), []), 20, { percent: 30, percentFrom: 20 })).toEqual(['percent']);
});
