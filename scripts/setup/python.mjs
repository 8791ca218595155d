import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE, TOP } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { installPackage } from './programs.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const LIST = join(TOP, 'scripts', 'setup', 'python-requirements.txt');
const FOLDER = join(PRIVATE, 'python');
/** Says of which list the folder is: written as the very last act, so that an interrupted installation is none. */
const STAMP = join(FOLDER, 'requirements.sha256');
/** Gives up within a minute or two where no registry answers, instead of after ten. */
const PATIENCE = ['--retries', '1', '--timeout', '30'];

/** Installs the Python programs that tests run, where the environment of their own holds anything else than the list says. */
export async function installPython() {
  const wanted = createHash('sha256').update(readFileSync(LIST)).digest('hex');
  if (stamp() === wanted) return;
  if ((await run('python3', ['-c', 'import ensurepip, venv'])).code !== 0)
    await installPackage('python3-venv');
  await step('install Python packages for the tests (pip)', async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(PRIVATE, { recursive: true });
    await python('python3', ['-m', 'venv', FOLDER]);
    const flags = ['--quiet', '--no-deps', '--no-input', '--disable-pip-version-check', ...PATIENCE];
    await python(join(FOLDER, 'bin', 'python'), ['-m', 'pip', 'install', ...flags, '-r', LIST]);
    writeFileSync(`${STAMP}.new`, wanted);
    renameSync(`${STAMP}.new`, STAMP);
  });
}

function stamp() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function python(program, args) {
  const { code, output } = await run(program, args);
  if (code === 0) return;
  // pip ends with its reason; what comes before are its tries.
  const errors = output.split('\n').filter((line) => /^(ERROR|Error)/.test(line));
  const why = errors.at(-1)?.replace(/^ERROR: /, '') ?? output.trim().split('\n').at(-1) ?? 'it said nothing';
  throw new SetupProblem(
    'python-packages',
    `the Python packages that tests run could not be installed: ${why.trim()}.`,
    'Check the connection to the Python package registry, then run it again.',
  );
}
