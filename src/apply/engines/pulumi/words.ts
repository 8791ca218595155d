import { stripVTControlCharacters } from 'node:util';
import { oneLine } from '../../../domain/one-line.ts';
import { Problem } from '../../../domain/problem.ts';

/** What Pulumi's CLI says went wrong, as a problem of ours: its lines that begin with `error:`, without what surrounds them. */
export function pulumiProblem(stack: string, error: unknown): Problem {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const said = text
    .split('\n')
    .flatMap((line) => /(?:^|\s)error: (.+)$/.exec(line)?.[1] ?? [])
    .filter((line) => !/^(?:update failed|preview failed|Unhandled exception)/.test(line));
  const why = said[0] ?? text.split('\n')[0] ?? 'it gave no reason';
  if (/currently locked/i.test(text)) {
    return new Problem(
      'pulumi-locked',
      {
        en: `the Pulumi stack ${stack} is locked by another update`,
        ja: `Pulumi スタック ${stack} は別の更新がロックしています`,
      },
      { en: 'wait until it has ended, then run this again', ja: '終わってからもう一度実行してください' },
      { cause: error },
    );
  }
  return new Problem(
    'pulumi-failed',
    { en: `the Pulumi stack ${stack}: ${oneLine(why)}`, ja: `Pulumi スタック ${stack}: ${oneLine(why)}` },
    { en: 'see why, then run this again', ja: '原因を調べて、もう一度実行してください' },
    {
      cause: error,
    },
  );
}
