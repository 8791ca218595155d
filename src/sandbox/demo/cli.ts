import { join } from 'node:path';
import { execa } from 'execa';
import { PACKAGE_ROOT } from '../package-root.ts';

/** What a run of denwaban ended with. */
export interface CliResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs denwaban as its user does: as a program of its own.
 * @param options.show lets it write to the terminal while it runs; its stdout is not gathered then
 */
export async function denwaban(
  project: string,
  args: readonly string[],
  options: { show?: boolean } = {},
): Promise<CliResult> {
  const { exitCode, stdout, stderr } = await execa(join(PACKAGE_ROOT, 'bin', 'denwaban'), args, {
    cwd: project,
    stdin: 'ignore',
    reject: false,
    ...(options.show ? { stdout: 'inherit' as const } : { env: { NO_COLOR: '1' } }),
  });
  return { exitCode: exitCode ?? 1, stdout: stdout ?? '', stderr };
}
