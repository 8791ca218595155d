import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlanBasis, readPlanFile, writePlanFile } from '../../src/apply/plan-file.ts';
import type { Digest } from '../../src/domain/ids.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Plan } from '../../src/plan/plan.ts';

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
