import { Flags } from '@oclif/core';
import { loadStack } from '../../../project/project.ts';
import { requireSandbox, type SandboxHome, type SandboxStack, sandboxHome } from '../../../sandbox/home.ts';

/** For the sandbox's commands: they work on `local` unless told otherwise. */
export const sandboxFlags = {
  stack: Flags.string({
    char: 's',
    description: 'the stack, a file stacks/Pulumi.<stack>.yaml',
    helpValue: 'STACK',
    default: 'local',
  }),
};

/** The sandbox that a command works on. Problem `not-a-sandbox`. */
export async function openSandbox(name: string): Promise<{ stack: SandboxStack; home: SandboxHome }> {
  const stack = requireSandbox(await loadStack(name));
  return { stack, home: sandboxHome(process.cwd(), stack) };
}
