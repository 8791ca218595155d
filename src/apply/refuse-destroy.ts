import { Problem } from '../domain/problem.ts';
import type { Stack } from '../model/stack.ts';

/** Problem `destroy-protected` where a stack's addresses, store and keys are to be kept: carriers know the ones, and nobody has the others again. */
export function refuseDestroy(stack: Pick<Stack, 'name' | 'aws'>): void {
  if (stack.aws?.protect !== true) return;
  throw new Problem(
    'destroy-protected',
    {
      en: `stack ${stack.name} keeps its addresses, store and keys (denwaban:aws: protect)`,
      ja: `スタック ${stack.name} はアドレス・ストア・鍵を守っています（denwaban:aws: protect）`,
    },
    {
      en: 'set protect: false in its file, have that reviewed and applied, and then run destroy again',
      ja: 'ファイルで protect: false とし、レビューと適用の後に、もう一度 destroy を実行してください',
    },
  );
}
