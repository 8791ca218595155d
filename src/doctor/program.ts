import { execa } from 'execa';
import type { Examined } from './finding.ts';

const PATIENCE_MS = 20_000;

/** What a program said: undefined where it is not there, could not be run or failed. */
export async function said(
  { env, project }: Examined,
  program: string,
  ...args: readonly string[]
): Promise<string | undefined> {
  const { failed, stdout } = await execa(program, args, {
    cwd: project,
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: PATIENCE_MS,
  });
  return failed ? undefined : stdout.trim();
}

/** Whether a program is on the PATH, whatever it says. */
export async function isThere({ env }: Examined, program: string): Promise<boolean> {
  const { code } = await execa(program, ['--version'], {
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: PATIENCE_MS,
  });
  return code !== 'ENOENT';
}
