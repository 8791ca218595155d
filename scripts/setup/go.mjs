import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { step } from './step.mjs';

const ACTIONLINT = 'v1.7.12';
const FOLDER = join(PRIVATE, `actionlint-${ACTIONLINT}`);

/** Builds the checker of the workflows, which is a Go program. */
export async function installGoPrograms() {
  if (existsSync(join(FOLDER, 'actionlint'))) return;
  await step(`build actionlint ${ACTIONLINT} (go)`, async () => {
    mkdirSync(FOLDER, { recursive: true });
    const name = `github.com/rhysd/actionlint/cmd/actionlint@${ACTIONLINT}`;
    const env = { ...process.env, GOBIN: FOLDER, CGO_ENABLED: '0' };
    const { code, output } = await run('go', ['install', name], { env });
    if (code === 0) return;
    throw new SetupProblem(
      'go-programs',
      `actionlint could not be built:\n${tail(output)}`,
      'Have Go 1.24 or newer on the PATH, check the connection to the Go module proxy, then run it again.',
    );
  });
}
