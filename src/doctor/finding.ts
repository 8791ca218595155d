import type { Text } from '../domain/language.ts';
import type { Stack } from '../model/stack.ts';

/** What a check knows of where it looks. */
export interface Examined {
  /** The project's folder. */
  project: string;
  stack: Stack;
  /** What programs are looked for in, and where they run. */
  env: Readonly<Record<string, string | undefined>>;
}

/** What one look at this machine came to. */
export interface Finding {
  /** A word for programs, such as `docker`. */
  check: string;
  name: Text;
  /** `missing`: what the stack needs cannot be done. `absent`: there is something that the stack goes without. */
  state: 'ok' | 'missing' | 'absent';
  /** What is there, or is not. */
  found: Text;
  /** What cannot be done without it. */
  why?: Text;
  /** The command that mends it. */
  mend?: string;
}

/** Looks at one thing. Never throws: what could not be looked at is not there. */
export type Check = (examined: Examined) => Promise<Finding>;
