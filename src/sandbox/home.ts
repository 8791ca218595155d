import { join } from 'node:path';
import { Problem } from '../domain/problem.ts';
import type { SandboxSettings, Stack } from '../model/stack.ts';
import { type StackHome, stackHome } from '../store/home.ts';

/** A stack that is known to be a sandbox. */
export type SandboxStack = Stack & { sandbox: SandboxSettings };

/** What the sandbox keeps beside what every stack keeps. */
export interface SandboxHome extends StackHome {
  /** The stand-ins' own folder. */
  services: string;
  /** Every mail that reached a customer, raw, with its envelope. */
  mail: string;
  /** The rooms of the Chatwork stand-in. */
  chatwork: string;
}

/** Problem `not-a-sandbox`. */
export function requireSandbox(stack: Stack): SandboxStack {
  if (stack.sandbox === undefined) {
    throw new Problem(
      'not-a-sandbox',
      {
        en: `the stack ${stack.name} is not a sandbox`,
        ja: `スタック ${stack.name} は試験環境ではありません`,
      },
      {
        en: 'Name one that is, such as --stack local.',
        ja: '--stack local のように、試験環境を指定してください',
      },
    );
  }
  return stack as SandboxStack;
}

/** @param project the project's folder */
export function sandboxHome(project: string, stack: SandboxStack): SandboxHome {
  const home = stackHome(project, stack.home);
  const services = join(home.folder, 'services');
  return { ...home, services, mail: join(services, 'mail'), chatwork: join(services, 'chatwork.json') };
}
