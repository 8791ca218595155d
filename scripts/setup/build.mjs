import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { step } from './step.mjs';

const DIST = join(TOP, 'dist');
const STAMP = '.sources';

/**
 * Compiles src to dist where dist is not of these very sources. It is compiled aside and exchanged at once, so that a failed or
 * interrupted build leaves the former one, and files of deleted sources do not stay.
 * @param {string} node
 */
export async function build(node) {
  const sources = digest();
  if (stampOf(DIST) === sources) return;
  await step('compile src to dist (tsc)', async () => {
    const aside = `${DIST}.new`;
    rmSync(aside, { recursive: true, force: true });
    const compiler = join(TOP, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', aside, '--noEmitOnError'];
    const { code, output } = await run(node, args, { cwd: TOP });
    if (code !== 0) {
      rmSync(aside, { recursive: true, force: true });
      throw new SetupProblem(
        'build-failed',
        `the TypeScript compiler found:\n${tail(output)}\n`,
        'Mend these, then run it again.',
      );
    }
    writeFileSync(join(aside, STAMP), sources);
    const former = `${DIST}.old`;
    rmSync(former, { recursive: true, force: true });
    if (existsSync(DIST)) renameSync(DIST, former);
    renameSync(aside, DIST);
    rmSync(former, { recursive: true, force: true });
  });
}

/** @param {string} folder */
function stampOf(folder) {
  try {
    return readFileSync(join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** SHA-256 of all that the compiler's result depends on. */
function digest() {
  const hash = createHash('sha256');
  const sources = readdirSync(join(TOP, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) =>
    join(TOP, name),
  );
  for (const file of [...sources, ...settings].sort()) {
    hash
      .update(`${file.slice(TOP.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
