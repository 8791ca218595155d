import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulate } from '../../bench/history/simulation.ts';
import type { History } from '../../src/audit/history.ts';
import { violationsAnswer } from '../../src/audit/questions/violations.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { FIRST, MISTAKES, plant } from './planted.ts';
import { found, historyOf, TODAY } from './small.ts';

let folder: string;
let history: History;
let clean: History;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-'));
  const { writer, end } = await simulate(folder, { tenants: 1_000, commits: 5_000 });
  await plant(writer);
  await writer.end();
  history = await historyOf(folder);
  clean = { ...history, moments: history.moments.filter(({ at }) => at / 1000 < end) };
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

test('in a thousand tenants’ five thousand commits that kept the rules nothing is found', () => {
  expect(clean.moments.length).toBeGreaterThan(4_500);
  expect(found(clean)).toEqual([]);
});

test('every mistake is found on its day, and nothing else', () => {
  expect(MISTAKES.length).toBeGreaterThan(20);
  const wanted = MISTAKES.flatMap(({ found }, i) =>
    found.map((words) => `${words} ${addDays(FIRST as LocalDate, i)}`),
  );
  expect(found(history).toSorted()).toEqual(wanted.toSorted());
});

test('each is told with its place, why it is one, and what to do', () => {
  const { violations, notes } = violationsAnswer(history, { day: TODAY, outside: [] });
  expect(violations.find(({ tenant }) => tenant === 'q05')).toMatchObject({
    code: 'number-in-quarantine',
    file: 'tenants/q05.yaml',
    line: 7,
    what: expect.objectContaining({
      en: '03-5000-9005 was displayed for p05 to 2026-11-05 and is in quarantine to 2027-11-05, since its callers may still dial it',
    }),
    action: expect.objectContaining({ en: 'choose another number, or start on 2027-11-06 or later' }),
  });
  expect(notes.map(({ code, file }) => [code, file])).toEqual([
    ['tenant-renamed', 'tenants/q26.yaml'],
    ['file-unreadable', 'tenants/q26.yaml'],
  ]);
});
