import { Problem } from '../../domain/problem.ts';
import type { Stack } from '../../model/stack.ts';

/** `--engine` confirms what the stack's settings say, and never chooses. Problem `engine-mismatch`. */
export function confirmEngine(stack: Pick<Stack, 'name' | 'engine'>, named: string | undefined): void {
  if (named === undefined || named === stack.engine) return;
  throw new Problem(
    'engine-mismatch',
    `stack ${stack.name} is run by the engine ${stack.engine}, not by ${named}`,
    `leave --engine out, or name a stack whose file says denwaban:engine: ${named}`,
  );
}
