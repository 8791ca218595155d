import type { Text } from '../../domain/language.ts';

/** What a command's exit codes say, by number. */
export type ExitCodes = Readonly<Record<number, Text>>;

/** Those of every command that says nothing else. */
export const USUAL: ExitCodes = {
  0: { en: 'done', ja: '終わった' },
  1: { en: 'not done: what is wrong and what to do is printed', ja: 'できなかった。原因と対処が表示される' },
  130: { en: 'interrupted', ja: '中断された' },
};

/** What a command says of its own exit codes, as oclif keeps it; undefined: the usual ones. */
export function ownExitCodes(command: object): ExitCodes | undefined {
  return (command as { exitCodes?: ExitCodes }).exitCodes;
}
