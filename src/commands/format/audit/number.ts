import type { NumberAnswer } from '../../../audit/questions/number.ts';
import type { Language, Text } from '../../../domain/language.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { commitWords, HOLDER_HEAD, holderLines, holderRow, sourceWords } from './words.ts';

export function numberText(answer: NumberAnswer, language: Language): string {
  const { number, holders, released, source } = answer;
  const none = holders.length + released.length === 0 ? [`  ${NOBODY[language]}`] : [];
  const lines = [
    ...holders.flatMap((holder) => holderLines(holder, language)).map((line) => `  ${line}`),
    ...none,
  ];
  const said = saidLines(answer, language).map((line) => `  ${line}`);
  return [number, ...lines, ...said, sourceWords(source, language)].map(printable).join('\n');
}

const NOBODY = { en: 'nobody held it', ja: '使った契約会社はありません' };

/** What `_numbers.yaml` said of it. */
export function saidLines({ released, reserved, blocks }: NumberAnswer, language: Language): string[] {
  const said = (
    what: Text,
    {
      began,
      ended,
    }: NumberAnswer['blocks'][number] | NumberAnswer['reserved'][number] | NumberAnswer['released'][number],
  ) => {
    const until = ended ? commitWords(ended, language) : undefined;
    const to = { en: `, until ${until}`, ja: `、${until}まで` }[language];
    return `${what[language]}: ${commitWords(began, language)}${until === undefined ? '' : to}`;
  };
  return [
    ...released.map((entry) =>
      said(
        {
          en: `${entry.usage} for a holder from before to ${entry.on}`,
          ja: `以前の利用者が ${entry.on} まで ${entry.usage}`,
        },
        entry,
      ),
    ),
    ...reserved.map((entry) =>
      said({ en: `kept back (${entry.reason})`, ja: `貸し出さない番号（${entry.reason}）` }, entry),
    ),
    ...blocks.map((entry) =>
      said(
        {
          en: `ours, in the block ${entry.from} – ${entry.to} of ${entry.carrier}`,
          ja: `当社の番号（${entry.carrier} の番号帯 ${entry.from} – ${entry.to}）`,
        },
        entry,
      ),
    ),
  ];
}

export function numberSheet({ holders }: NumberAnswer, language: Language): Sheet {
  return { head: HOLDER_HEAD, rows: holders.map((holder) => holderRow(holder, language)) };
}
