import { execa } from 'execa';
import { Problem } from '../../../domain/problem.ts';

/** Pulumi prints its version within a second; the npm package fetches the program first where it may. */
const PATIENCE_MS = 60_000;

/** Whether the Pulumi CLI can be run here. */
export async function hasPulumi(): Promise<boolean> {
  const { exitCode } = await execa('pulumi', ['version'], {
    reject: false,
    stdin: 'ignore',
    timeout: PATIENCE_MS,
  });
  return exitCode === 0;
}

/** Problem `pulumi-missing`. */
export async function requirePulumi(stack: string): Promise<void> {
  if (await hasPulumi()) return;
  throw new Problem(
    'pulumi-missing',
    `the stack ${stack} is run by Pulumi, and there is no Pulumi CLI on this machine`,
    'install it (npm install --global pulumi), or use a stack with engine: embedded, such as local',
  );
}
