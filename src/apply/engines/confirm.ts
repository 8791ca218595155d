import { Problem } from '../../domain/problem.ts';
import type { Stack } from '../../model/stack.ts';

/** A stack's settings say which engine runs it; whoever names another one is refused. Problem `engine-mismatch`. */
export function confirmEngine(
  stack: Pick<Stack, 'name' | 'engine'>,
  named: Stack['engine'] | undefined,
): void {
  if (named === undefined || named === stack.engine) return;
  throw new Problem(
    'engine-mismatch',
    {
      en: `stack ${stack.name} is run by the engine ${stack.engine}, not by ${named}`,
      ja: `スタック ${stack.name} のエンジンは ${named} ではなく ${stack.engine} です`,
    },
    {
      en: `name a stack whose file says denwaban:engine: ${named}, or leave it to the engine ${stack.engine}`,
      ja: `denwaban:engine: ${named} と書いたスタックを指定するか、エンジン ${stack.engine} に任せてください`,
    },
  );
}
