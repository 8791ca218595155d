import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { same } from '../../../src/domain/language.ts';
import type { Tenant } from '../../../src/model/tenant.ts';
import { desiredResources } from '../../../src/plan/desired.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import { planJson } from '../../../src/plan/print/json.ts';
import { planSchema } from '../../../src/plan/print/json-schema.ts';
import { chatworkReport, day, KEY, sampleRendering, sampleStack, sampleTenant } from '../sample.ts';

const accepts = new Ajv2020({ strict: true, allErrors: true }).compile(planSchema);
const problems = (value: unknown) => (accepts(value) ? [] : (accepts.errors ?? []));

const resources = (tenants: readonly Tenant[], stack = sampleStack(), library = 'v1') =>
  desiredResources(
    sampleRendering(tenants, stack, library),
    { tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
    stack,
    KEY,
  );
const facts = { stack: 'test', date: day('2026-12-01'), against: { kind: 'base', ref: 'main' } } as const;
const yamada = sampleTenant('yamada', '0350000001');
const other: Tenant = {
  ...yamada,
  ...chatworkReport('山田様', { roomId: 7 }),
  contract: { starts: day('2026-12-01'), ends: day('2027-11-30') },
  hours: { saturdays: { from: '09:00', to: '12:00' } },
};

describe('the JSON of a plan', () => {
  const plan = makePlan(
    facts,
    resources([yamada, sampleTenant('sato', '0350000002')]),
    resources([other, sampleTenant('suzuki', '0350000003')], sampleStack(), 'v2'),
  );
  const also = {
    warnings: [
      {
        code: 'x',
        severity: 'warning',
        file: 'a',
        line: 1,
        column: 1,
        message: same('m\u202e'),
        action: same('a'),
      },
    ],
    limits: [{ limit: 'percent', touched: 2, of: 2, allowed: 30 }],
  } as const;

  it('is as its published schema says', () => {
    const text = planJson(plan, also);
    expect(problems(JSON.parse(text))).toEqual([]);
    expect(text).not.toContain('\u202e');
    expect(problems(JSON.parse(planJson(makePlan(facts, [], []))))).toEqual([]);
  });

  it('is not so where something of it is missing, or something else', () => {
    const value = JSON.parse(planJson(plan, also));
    const { fees, ...without } = value;
    expect(problems(without)).not.toEqual([]);
    value.tenants[0].effects[0].code = 'something-new';
    expect(problems(value)).not.toEqual([]);
  });

  it('has its schema published as it is in the source (node scripts/write-schema.mjs writes it)', () => {
    const published = readFileSync(new URL('../../../schema/plan.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(planSchema);
  });
});
