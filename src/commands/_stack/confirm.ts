import { createInterface } from 'node:readline/promises';
import { Problem } from '../../domain/problem.ts';

/** Asks a person. Where there is no terminal to ask on: Problem `not-confirmed`, or the one that is given. */
export async function confirm(
  question: string,
  { signal, problem = notConfirmed() }: { signal?: AbortSignal; problem?: Problem } = {},
): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw problem;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `, signal ? { signal } : {});
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

function notConfirmed(): Problem {
  return new Problem(
    'not-confirmed',
    {
      en: 'there are changes, and no terminal to ask on',
      ja: '変更がありますが、尋ねる端末がありません',
    },
    { en: 'run it again with --yes', ja: '--yes をつけてもう一度実行してください' },
  );
}
