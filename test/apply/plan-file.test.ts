import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  checkPlan,
  type PlanBasis,
  planBasis,
  readPlanFile,
  writePlanFile,
} from '../../src/apply/plan-file.ts';
import type { Digest } from '../../src/domain/ids.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { staging } from '../../src/plan/staging.ts';
import { sampleRendering, sampleStack, sampleTenant } from '../plan/sample.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const basis: PlanBasis = {
  stack: 'test',
  date: '2027-03-01',
  files: '0'.repeat(64) as Digest,
  lineage: null,
  serial: 0,
  toolkit: '0.1.0',
};
const plan: Plan = {
  stack: 'test',
  date: '2027-03-01' as LocalDate,
  against: { kind: 'applied' },
  tenants: [],
  toolkit: { rendered: 0, releases: [] },
  fees: { before: 0, after: 0 },
  changes: [],
};

test('a plan is written, and written anew', async () => {
  const path = join(folder, 'plan.json');
  await writePlanFile(path, basis, plan);
  await writePlanFile(path, { ...basis, serial: 1 }, plan);
  expect(await readPlanFile(path)).toEqual({ ...basis, serial: 1 });
  expect(await readFile(path, 'utf8')).toMatch(/\n$/);
});

test('what is no file is left alone: a pipe, a folder', async () => {
  const pipe = join(folder, 'pipe');
  await execa('mkfifo', [pipe]);
  for (const path of [pipe, folder]) {
    await expect(writePlanFile(path, basis, plan)).rejects.toMatchObject({ code: 'plan-file' });
  }
  expect((await stat(pipe)).isFIFO()).toBe(true);
});

test('a plan is of settings of the stack that are in no file of a node, and of one build of denwaban', () => {
  const tenants = [sampleTenant('yamada', '0350000001')];
  const of = (change: Parameters<typeof sampleStack>[0], toolkit = '0.1.0+a') => {
    const stack = sampleStack(change);
    const state = { serial: 0, resources: new Map() };
    const made = staging(sampleRendering(tenants, sampleStack()));
    return planBasis({ stack, date: '2027-03-01', staging: made, tenants, state, toolkit });
  };
  expect(() => checkPlan(of({}), of({}))).not.toThrow();
  const moved = (now: PlanBasis) => {
    try {
      checkPlan(of({}), now);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(moved(of({ store: 'file:elsewhere' }))).toContain(
    'the tenant files, the templates or the stack file',
  );
  expect(moved(of({ limits: { percent: 100, percentFrom: 1 } }))).toContain('the stack file');
  expect(moved(of({}, '0.1.0+b'))).toContain('the version of denwaban (0.1.0+a, now 0.1.0+b)');
});
