import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { DIST, putStamp, sourcesDigest, stampOf } from './sources.mjs';
import { step } from './step.mjs';

/**
 * Compiles src to dist, and bundles pages to dist/pages, where dist is not of these very sources. All is made aside and exchanged at once,
 * so that a failed or interrupted build leaves the former one, and files of deleted sources do not stay.
 * @param {string} node
 */
export async function build(node) {
  const sources = sourcesDigest();
  if (stampOf(DIST) === sources) return;
  await step('compile src to dist (tsc, esbuild)', async () => {
    const aside = `${DIST}.new`;
    rmSync(aside, { recursive: true, force: true });
    const compiler = join(TOP, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', aside, '--noEmitOnError'];
    refuse(aside, 'the TypeScript compiler', await run(node, args, { cwd: TOP }));
    const pages = [join(TOP, 'scripts', 'bundle-pages.mjs'), join(aside, 'pages')];
    refuse(aside, 'esbuild', await run(node, pages, { cwd: TOP }));
    putStamp(aside, sources);
    const former = `${DIST}.old`;
    rmSync(former, { recursive: true, force: true });
    if (existsSync(DIST)) renameSync(DIST, former);
    renameSync(aside, DIST);
    rmSync(former, { recursive: true, force: true });
  });
}

/**
 * @param {string} aside
 * @param {string} who
 * @param {{ code: number, output: string }} result
 */
function refuse(aside, who, { code, output }) {
  if (code === 0) return;
  rmSync(aside, { recursive: true, force: true });
  throw new SetupProblem(
    'build-failed',
    `${who} found:\n${tail(output)}\n`,
    'Mend these, then run it again.',
  );
}
