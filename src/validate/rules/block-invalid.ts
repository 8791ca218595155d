import type { Text } from '../../domain/language.ts';
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
        const why = {
          en: `${formatLentNumber(block.from)} is also in the block of line ${line}, and it is not known whose kinds count`,
          ja: `${formatLentNumber(block.from)} は ${line} 行目の番号帯にも入っており、どちらの用途に従うのか決まりません`,
        };
        yield at(source, [...block.path, 'from'], why, {
          en: 'let the blocks not overlap',
          ja: '番号帯が重ならないようにしてください',
        });
      }
      if (!last || last.from.length !== block.from.length || last.to < block.to) last = block;
    }
  },
};

function inItself({ from, to }: BlockView): [message: Text, action: Text] | undefined {
  const end = formatLentNumber(to);
  if (from.length !== to.length) {
    return [
      {
        en: `${end} is of another type than the block’s first number`,
        ja: `${end} は番号帯の最初の番号と番号種別が違います`,
      },
      { en: 'write a block for each type', ja: '番号種別ごとに番号帯を書いてください' },
    ];
  }
  if (to < from)
    return [
      {
        en: `${end} is before the block’s first number ${formatLentNumber(from)}`,
        ja: `${end} は番号帯の最初の番号 ${formatLentNumber(from)} より前です`,
      },
      { en: 'exchange them', ja: '入れ替えてください' },
    ];
  const size = Number(to) - Number(from) + 1;
  if (size <= LARGEST) return undefined;
  return [
    {
      en: `the block has ${size} numbers, more than ${LARGEST}`,
      ja: `番号帯に ${size} 個の番号があり、上限の ${LARGEST} 個を超えています`,
    },
    {
      en: 'look for a slip, or write several blocks',
      ja: '書き間違いがないか確かめるか、番号帯を分けて書いてください',
    },
  ];
}
