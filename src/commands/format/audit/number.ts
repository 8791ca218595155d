import type { NumberAnswer } from '../../../audit/questions/number.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { commitWords, HOLDER_HEAD, holderLines, holderRow, sourceWords } from './words.ts';

export function numberText(answer: NumberAnswer): string {
  const { number, holders, released, source } = answer;
  const none = holders.length + released.length === 0 ? ['  nobody held it'] : [];
  const indented = holders.flatMap(holderLines).map((line) => `  ${line}`);
  return [number, ...indented, ...none, ...saidLines(answer).map((line) => `  ${line}`), sourceWords(source)]
    .map(printable)
    .join('\n');
}

/** What `_numbers.yaml` said of it. */
export function saidLines({ released, reserved, blocks }: NumberAnswer): string[] {
  const said = (
    what: string,
    {
      began,
      ended,
    }: NumberAnswer['blocks'][number] | NumberAnswer['reserved'][number] | NumberAnswer['released'][number],
  ) => `${what}: ${commitWords(began)}${ended ? `, until ${commitWords(ended)}` : ''}`;
  return [
    ...released.map((entry) => said(`${entry.usage} for a holder from before to ${entry.on}`, entry)),
    ...reserved.map((entry) => said(`kept back (${entry.reason})`, entry)),
    ...blocks.map((entry) =>
      said(`ours, in the block ${entry.from} – ${entry.to} of ${entry.carrier}`, entry),
    ),
  ];
}

export function numberSheet({ holders }: NumberAnswer): Sheet {
  return { head: HOLDER_HEAD, rows: holders.map(holderRow) };
}
