import { formatLentNumber } from '../domain/lent-number.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { SourceFile } from '../load/source-file.ts';
import { viewNumbers } from '../validate/numbers-view.ts';
import type { Stack } from './stack.ts';

/** A stack's file, and the file of the numbers that it serves. */
export interface StackNumbers {
  stack: Pick<Stack, 'name' | 'delivery' | 'sandbox'>;
  source: SourceFile;
  numbers: SourceFile;
}

/** Whether a stack reaches customers: one that captures does not, and a sandbox has stand-ins alone. */
export function reachesCustomers({ delivery, sandbox }: StackNumbers['stack']): boolean {
  return delivery === 'live' && sandbox === undefined;
}

/**
 * A number block is live in one stack at most: in two, customers would get reports twice, and each would undo the other's rooms.
 * @param own one that reaches customers
 * @param others those that do too
 */
export function checkLiveBlocks(own: StackNumbers, others: readonly StackNumbers[]): Diagnostic[] {
  const blocks = viewNumbers(own.numbers).blocks;
  return others.flatMap((other): Diagnostic[] => {
    const shared = viewNumbers(other.numbers).blocks.flatMap((theirs) => {
      const ours = blocks.find(
        ({ from, to }) => from.length === theirs.from.length && from <= theirs.to && theirs.from <= to,
      );
      return ours ? [{ ours, theirs }] : [];
    })[0];
    if (!shared) return [];
    const { line, column } = own.source.at(['config', 'denwaban:delivery']);
    const from = formatLentNumber(
      shared.ours.from < shared.theirs.from ? shared.theirs.from : shared.ours.from,
    );
    const place = `${other.numbers.file}:${other.numbers.at(shared.theirs.path).line}`;
    return [
      {
        code: 'number-block-live-twice',
        severity: 'error',
        file: own.source.file,
        line,
        column,
        message: {
          en: `${from} is in a block (${place}) of the stack ${other.stack.name}, which is live too`,
          ja: `${from} は、同じく live のスタック ${other.stack.name} の番号帯（${place}）にも入っています`,
        },
        action: {
          en: 'write capture in one of the two, or give them blocks of their own',
          ja: 'どちらかを capture にするか、番号帯を分けてください',
        },
      },
    ];
  });
}
