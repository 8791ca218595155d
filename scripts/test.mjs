// `npm test`: the set-up, the linters, then every test. Arguments go to vitest, such as the path of the tests to run.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './setup/node.mjs';
import { PRIVATE, TOP } from './setup/paths.mjs';
import { SetupProblem } from './setup/problem.mjs';
import { run, show } from './setup/run.mjs';
import { setUp, setUpTests } from './setup.mjs';

const LINTERS = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '--noEmit'],
  ['tsc', '--noEmit', '-p', 'pages'],
  ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
];
/**
 * Apart, so that a sandbox that does not start takes no unit test with it. Tests with nodes of their own run beside those of the sandbox: both wait
 * for clocks most of their time. Calls that have to be in time come alone, last.
 */
const UNIT = 'unit';
const BROWSER = 'browser';
const NODES = 'nodes';
const SANDBOX = 'integration';
const CALLS = 'calls';

/**
 * @typedef {{ passed: number, failures: string[], skipped: string[], pulumi: { ran: number, skipped: number }, output?: string }} Counts
 */

/**
 * Runs a tool of node_modules in the user's terminal, or with what it prints gathered.
 * @param {string} node
 * @param {readonly string[]} command
 * @param {{ environment?: Record<string, string>, gather?: boolean }} [how]
 * @returns {Promise<{ code: number, output: string }>}
 */
async function tool(node, [name = '', ...args], { environment = {}, gather = false } = {}) {
  const program = join(TOP, 'node_modules', '.bin', name);
  const options = { cwd: TOP, env: { ...environmentOf(node), ...environment } };
  return gather
    ? await run(program, args, options)
    : { code: await show(program, args, options), output: '' };
}

/** @returns {Counts} */
function nothing() {
  return { passed: 0, failures: [], skipped: [], pulumi: { ran: 0, skipped: 0 } };
}

/**
 * Every linter is a test: passed or failed.
 * @param {string} node
 * @returns {Promise<Counts>}
 */
async function lint(node) {
  const counts = nothing();
  for (const linter of LINTERS) {
    console.log(`\n${linter[0]}`);
    if ((await tool(node, linter)).code === 0) counts.passed += 1;
    else counts.failures.push(linter.join(' '));
  }
  return counts;
}

/**
 * vitest's own exit code counts too: it may end badly without a test that failed.
 * @param {string} node
 * @param {string} project
 * @param {{ aside?: boolean }} [how] aside: what it prints is shown at its end
 * @returns {Promise<Counts>}
 */
async function vitest(node, project, { aside = false } = {}) {
  if (!aside) console.log(`\nvitest: ${project}`);
  const result = join(PRIVATE, `test-result-${project}.json`);
  mkdirSync(PRIVATE, { recursive: true });
  rmSync(result, { force: true });
  const reporters = ['--reporter=default', '--reporter=./scripts/test/reporter.mjs'];
  const command = ['vitest', 'run', '--project', project, '--passWithNoTests', ...reporters];
  const args = [...command, ...process.argv.slice(2)];
  const environment = { DENWABAN_TEST_RESULT: result };
  const { code, output } = await tool(node, args, { environment, gather: aside });
  const counts = readCounts(result) ?? nothing();
  rmSync(result, { force: true });
  if (code !== 0 && counts.failures.length === 0) counts.failures.push(`vitest ended with ${code}`);
  return { ...counts, output };
}

/**
 * @param {string} path
 * @returns {Counts | undefined} undefined where nothing ran
 */
function readCounts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Builds the node image, which takes the network more than the processor, beside the unit tests. Where it fails, the tests that need it say why. */
function nodeImage(node) {
  return run(node, [join(TOP, 'scripts', 'test', 'images.mjs')], {
    cwd: TOP,
    env: environmentOf(node),
  });
}

/** @returns {Promise<Counts>} */
async function main() {
  const node = await setUp();
  const image = nodeImage(node);
  await setUpTests();
  const parts = [await lint(node), await vitest(node, UNIT), await vitest(node, BROWSER)];
  const { code, output } = await image;
  if (code !== 0) console.log(output);
  const beside = vitest(node, NODES, { aside: true });
  parts.push(await vitest(node, SANDBOX));
  const nodes = await beside;
  console.log(`\nvitest: ${NODES} (it ran beside the others)\n${nodes.output}`);
  parts.push(nodes, await vitest(node, CALLS));
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failures: parts.flatMap((part) => part.failures),
    skipped: parts.flatMap((part) => part.skipped),
    pulumi: {
      ran: parts.reduce((sum, part) => sum + part.pulumi.ran, 0),
      skipped: parts.reduce((sum, part) => sum + part.pulumi.skipped, 0),
    },
  };
}

/** Which tests ran on Pulumi's own engine, in one line; where it is not there, how many were left out for it. */
function pulumiLine({ ran, skipped }) {
  if (ran === 0) return `pulumi engine: absent, ${skipped} skipped`;
  return `pulumi engine: ${ran} scenarios${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Once more at the end, where a long log is looked at first.
 * @param {string} title
 * @param {readonly string[]} lines
 */
function list(title, lines) {
  if (lines.length > 0) console.log(`\n${title}:`);
  for (const line of lines) console.log(`  ${line}`);
}

const counts = await main().catch((error) => {
  console.error(
    error instanceof SetupProblem ? `error ${error.code}: ${error.message} ${error.action}` : error,
  );
  return { ...nothing(), failures: ['the set-up'] };
});
list('Failed', counts.failures);
list('Skipped', counts.skipped);
if (counts.pulumi.ran + counts.pulumi.skipped > 0) console.log(pulumiLine(counts.pulumi));
console.log(`${counts.passed} passed, ${counts.failures.length} failed, ${counts.skipped.length} skipped`);
process.exitCode = counts.failures.length === 0 ? 0 : 1;
