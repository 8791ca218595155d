import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './node.mjs';
import { TOP } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { NPM_PATIENCE, npmErrors, run } from './run.mjs';
import { step } from './step.mjs';

/**
 * Installs the npm packages of package-lock.json where node_modules holds anything else.
 * @param {string} node
 */
export async function installModules(node) {
  if (upToDate()) return;
  await step('install npm packages (npm ci)', async () => {
    // No package here needs its install script: esbuild's binary comes as an optional dependency, and its script only looks at it.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...NPM_PATIENCE];
    const { code, output } = await run('npm', args, { cwd: TOP, env: environmentOf(node) });
    if (code !== 0) {
      throw new SetupProblem(
        'npm-ci-failed',
        `npm ci ended with ${code}:\n${npmErrors(output)}\n`,
        'Check the connection to the npm registry and that package.json and package-lock.json belong together.',
      );
    }
  });
}

/** npm writes what it has installed, as its very last act, into a lock file of its own: interrupted runs leave none. */
function upToDate() {
  const wanted = packagesOf(join(TOP, 'package-lock.json'));
  const installed = packagesOf(join(TOP, 'node_modules', '.package-lock.json'));
  return (
    wanted !== undefined &&
    installed !== undefined &&
    Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
    ) &&
    Object.keys(installed).every((path) => path in wanted)
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
