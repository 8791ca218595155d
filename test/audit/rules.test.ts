import { basename } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import type { Diagnostic } from '../../src/load/diagnostic.ts';
import { readFolderAt } from '../../src/load/git-tree.ts';
import { loadFiles } from '../../src/load/load.ts';
import { sideOf, validate, validateChange } from '../../src/validate/validate.ts';
import { FIRST, MISTAKES, plant } from './planted.ts';
import { found, historyOf, newRepository } from './small.ts';

/** What only time shows: who was in files that are gone, and whether a check came before the start. */
const OF_TIME = [/^number-in-quarantine q08 /, /^identity-check-missing /];
const JUDGED =
  /^(number-assigned-twice|number-in-quarantine|usage-mode-conflict|number-moved-without-release|number-removed-too-early|released-removed-too-early|tenant-deleted-too-early)$/;

/** What validate and plan say of each commit of the mistakes, with all files before and after it: code, tenant and day. */
async function asPlansSay(folder: string): Promise<Set<string>> {
  const listed = await execa('git', ['rev-list', '--first-parent', '--reverse', 'main'], { cwd: folder });
  const commits = listed.stdout.split('\n').slice(0, MISTAKES.length + 1);
  const sides = [];
  for (const commit of commits) {
    const loaded = loadFiles(await readFolderAt({ project: folder, folder: 'tenants' }, commit), 'tenants');
    sides.push({ loaded, side: sideOf(loaded) });
  }
  const said = new Set<string>();
  let known = new Set<string>();
  const told = ({ code, file }: Diagnostic) => {
    const name = basename(file, '.yaml');
    return JUDGED.test(code) ? [`${code} ${name.startsWith('_') ? '-' : name}`] : [];
  };
  for (const [i, { loaded, side }] of sides.entries()) {
    const date = addDays(FIRST as LocalDate, i - 1);
    const base = sides[i - 1]?.side;
    const state = validate(loaded, { date }).flatMap(told);
    const change = base ? validateChange({ base, head: side, date }).flatMap(told) : [];
    for (const words of [...state.filter((words) => !known.has(words)), ...change])
      said.add(`${words} ${date}`);
    known = new Set(state);
  }
  return said;
}

test('each commit is judged as validate and plan judge it with all files, and what only time shows besides', async () => {
  const repository = await newRepository();
  await plant(repository);
  await repository.end();
  const { folder } = repository;
  const audited = found(await historyOf(folder))
    .filter((words) => !OF_TIME.some((pattern) => pattern.test(words)))
    .map((words) => words.split(' ').toSpliced(2, 1).join(' '));
  const said = await asPlansSay(folder);
  expect(said.size).toBeGreaterThan(20);
  expect([...new Set(audited)].toSorted()).toEqual([...said].toSorted());
});
