import { resolve } from 'node:path';
import { loadStack } from '../../src/project/project.ts';
import { type CliResult, denwaban } from '../../src/sandbox/demo/cli.ts';
import { requireSandbox, type SandboxHome, type SandboxStack, sandboxHome } from '../../src/sandbox/home.ts';

/** The project's folder. */
export const PROJECT = resolve(import.meta.dirname, '..', '..');

/** The sandbox that all integration tests share; global-setup.ts starts it and takes it away. */
export async function testSandbox(): Promise<{ stack: SandboxStack; home: SandboxHome }> {
  const stack = requireSandbox(await loadStack('local'));
  return { stack, home: sandboxHome(PROJECT, stack) };
}

/** Runs denwaban as a user does, against the shared sandbox. */
export function run(...args: string[]): Promise<CliResult> {
  return denwaban(PROJECT, args);
}
