// `npm test`: the set-up, the linters, then every test. Arguments go to vitest, such as the path of the tests to run.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bringMoto } from './setup/moto.mjs';
import { environmentOf } from './setup/node.mjs';
import { PRIVATE, TOP } from './setup/paths.mjs';
import { SetupProblem } from './setup/problem.mjs';
import { show } from './setup/run.mjs';
import { setUp } from './setup.mjs';

const LINTERS = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '--noEmit'],
  ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
];
/** Apart, so that a sandbox that does not start takes no unit test with it. */
const PROJECTS = ['unit', 'integration'];
const RESULT = join(PRIVATE, 'test-result.json');

/**
 * @typedef {{ passed: number, failed: number, skipped: string[] }} Counts
 */

/**
 * Runs a tool of node_modules in the user's terminal.
 * @param {string} node
 * @param {readonly string[]} command
 * @param {Record<string, string>} [more] environment
 */
function tool(node, [name = '', ...args], more = {}) {
  return show(join(TOP, 'node_modules', '.bin', name), args, {
    cwd: TOP,
    env: { ...environmentOf(node), ...more },
  });
}

/**
 * Every linter is a test: passed or failed.
 * @param {string} node
 * @returns {Promise<Counts>}
 */
async function lint(node) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const linter of LINTERS) {
    console.log(`\n${linter[0]}`);
    counts[(await tool(node, linter)) === 0 ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

/**
 * vitest's own exit code counts too: it may end badly without a test that failed.
 * @param {string} node
 * @param {string} project
 * @returns {Promise<Counts>}
 */
async function vitest(node, project) {
  console.log(`\nvitest: ${project}`);
  mkdirSync(PRIVATE, { recursive: true });
  rmSync(RESULT, { force: true });
  const reporters = ['--reporter=default', '--reporter=./scripts/test/reporter.mjs'];
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--passWithNoTests',
    ...reporters,
    ...process.argv.slice(2),
  ];
  const code = await tool(node, args, { DENWABAN_TEST_RESULT: RESULT });
  const counts = readCounts() ?? { passed: 0, failed: 0, skipped: [] };
  rmSync(RESULT, { force: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** @returns {Counts | undefined} undefined where nothing ran */
function readCounts() {
  try {
    return JSON.parse(readFileSync(RESULT, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns {Promise<Counts>} */
async function main() {
  const node = await setUp();
  await bringMoto();
  const parts = [await lint(node)];
  for (const project of PROJECTS) parts.push(await vitest(node, project));
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
    skipped: parts.flatMap((part) => part.skipped),
  };
}

const counts = await main().catch((error) => {
  console.error(
    error instanceof SetupProblem ? `error ${error.code}: ${error.message} ${error.action}` : error,
  );
  return { passed: 0, failed: 1, skipped: [] };
});
if (counts.skipped.length > 0) console.log('\nSkipped:');
for (const line of counts.skipped) console.log(`  ${line}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
