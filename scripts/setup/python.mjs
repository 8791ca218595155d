import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE, TOP } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { step } from './step.mjs';

const FOLDER = join(PRIVATE, 'python');
const REQUIREMENTS = join(TOP, 'scripts', 'setup', 'python-requirements.txt');
const STAMP = join(FOLDER, 'requirements.txt');

/** Installs the Python programs that tests run, where the virtual environment holds anything else than the list says. */
export async function installPython() {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (read(STAMP) === wanted) return;
  await step('install Python packages (pip)', async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    await must('python3', ['-m', 'venv', FOLDER], 'python-venv-failed');
    const pip = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS];
    await must(join(FOLDER, 'bin', 'pip'), pip, 'pip-failed');
    writeFileSync(STAMP, wanted);
  });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} problem
 */
async function must(program, args, problem) {
  const { code, output } = await run(program, args);
  if (code === 0) return;
  throw new SetupProblem(
    problem,
    `${program} ${args[0]} ended with ${code}:\n${tail(output)}\n`,
    'Check the connection to the Python package index, and that python3 has its module venv (Debian: python3-venv).',
  );
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
