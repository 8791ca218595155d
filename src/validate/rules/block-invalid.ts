import { formatLentNumber } from '../../domain/lent-number.ts';
import type { BlockView } from '../numbers-view.ts';
import { at, type Rule } from '../rule.ts';

/** More than any carrier hands out at once: a slip in a digit, after which every listing would take for ever. */
const LARGEST = 100_000;

/** A block runs upwards, inside one type of number, and no number is in two. */
export const blockInvalid: Rule = {
  code: 'block-invalid',
  severity: 'error',
  *check({ numbers }) {
    if (!numbers) return;
    const { source } = numbers;
    let last: BlockView | undefined;
    for (const block of numbers.blocks.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      const problem = inItself(block);
      if (problem) {
        yield at(source, [...block.path, 'to'], ...problem);
        continue;
      }
      if (last && last.from.length === block.from.length && block.from <= last.to) {
        const { line } = source.at(last.path);
        const why = `${formatLentNumber(block.from)} is also in the block of line ${line}, and it is not known whose kinds count`;
        yield at(source, [...block.path, 'from'], why, 'let the blocks not overlap');
      }
      if (!last || last.from.length !== block.from.length || last.to < block.to) last = block;
    }
  },
};

function inItself({ from, to }: BlockView): [message: string, action: string] | undefined {
  const end = formatLentNumber(to);
  if (from.length !== to.length) {
    return [`${end} is of another type than the block’s first number`, 'write a block for each type'];
  }
  if (to < from)
    return [`${end} is before the block’s first number ${formatLentNumber(from)}`, 'exchange them'];
  const size = Number(to) - Number(from) + 1;
  if (size <= LARGEST) return undefined;
  return [`the block has ${size} numbers, more than ${LARGEST}`, 'look for a slip, or write several blocks'];
}
