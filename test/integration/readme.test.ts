import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocks, lines } from '../docs/pages.ts';
import { GitProject } from './git-project.ts';
import { PROJECT } from './sandbox.ts';

/** What the shared sandbox cannot have done to it, and where it is tried. */
const NOT_HERE: Record<string, string> = {
  'bin/denwaban sandbox down': 'takes away what the other tests use: test/integration/sandbox.test.ts',
};

/** What puts back what a line of the README leaves behind, before the next one. */
const AFTER: Record<string, string> = {
  'bin/denwaban sandbox clock': 'bin/denwaban sandbox clock 2027-03-01T10:00:00+09:00',
  'bin/denwaban sandbox drain': 'bin/denwaban sandbox drain node1 --undo',
};

/** The lines that a reader types who has started the sandbox, in their order. */
function typed(): string[] {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Then\n')) ?? '';
  return blocks(section, 'sh')
    .flatMap(lines)
    .filter((line) =>
      /^bin\/denwaban (?:sandbox|report|check|validate|plan|apply|drift|release|store) /.test(line),
    );
}

const startOf = (line: string, table: Record<string, string>): string | undefined =>
  Object.keys(table).find((start) => line.startsWith(start));

let project: GitProject;
beforeAll(async () => {
  project = await GitProject.make();
  await run('bin/denwaban apply --stack local --yes');
}, 120_000);
afterAll(async () => {
  await project?.sh('bin/denwaban destroy --stack local --yes');
  await project?.end();
}, 120_000);

async function run(line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await project.sh(line);
  expect(exitCode, `${line}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

test('what README shows of a running sandbox does what it says, as written', async () => {
  const all = typed();
  expect(all.length).toBeGreaterThan(13);
  expect(Object.keys(NOT_HERE).every((start) => all.some((line) => line.startsWith(start)))).toBe(true);
  const said = new Map<string, string>();
  for (const line of all.filter((l) => startOf(l, NOT_HERE) === undefined)) {
    said.set(line.replace(/^bin\/denwaban /, '').replace(/\s*#.*$/, ''), await run(line));
    const after = startOf(line, AFTER);
    if (after !== undefined) await run(AFTER[after] ?? '');
  }
  expect(said.get('sandbox call 03-5000-0001')).toMatch(/山田商事/);
  expect(said.get('sandbox mail')).toContain('折り返しをお願いします');
  expect(said.get('plan --stack local --base main --format markdown --lang ja')).toContain(
    '<!-- denwaban plan local -->',
  );
}, 300_000);
