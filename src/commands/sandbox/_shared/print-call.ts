import type { Language, Text } from '../../../domain/language.ts';
import type { CallResult } from '../../../sandbox/calls/call.ts';
import { indented, printable } from '../../format/printable.ts';

/** A call with the operator card as text, where the phone was told of one that could be read. */
export type CallWithCard = CallResult & { cardText?: string };

/** What became of a call on each node, for people. A card that all phones had is printed once. */
export function printCalls(calls: readonly CallWithCard[], language: Language): string {
  const cards = [...new Set(calls.flatMap(({ cardText }) => cardText ?? []))];
  const blocks = calls.map((call) =>
    [summary(call, language), ...(cards.length > 1 ? card(call.cardText, language) : [])].join('\n'),
  );
  return [...blocks, ...(cards.length === 1 ? card(cards[0], language) : [])].join('\n');
}

function summary(call: CallWithCard, language: Language): string {
  const head = `${call.node}: ${OUTCOMES[call.outcome](call)[language]}`;
  if (!call.phone) return head;
  const { operator, display, caller, headers } = call.phone;
  const [shown, from] = [printable(display), printable(caller)];
  const phone = {
    en: `  ${operator}'s phone showed: ${shown}, caller ${from}`,
    ja: `  ${operator} の電話の表示: ${shown}、発信者 ${from}`,
  };
  return [
    head,
    phone[language],
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${printable(value)}`),
  ].join('\n');
}

const CARD = { en: 'operator card:', ja: 'オペレーターカード:' };

function card(text: string | undefined, language: Language): string[] {
  if (text === undefined) return [];
  return [CARD[language], ...indented(text)];
}

const OUTCOMES: Record<CallResult['outcome'], (call: CallResult) => Text> = {
  operator: ({ phone }) => ({ en: `answered by ${phone?.operator}`, ja: `${phone?.operator} が応答` }),
  fax: () => ({
    en: 'answered by the fax machine (ends here, at fax negotiation)',
    ja: 'FAXが応答（FAXの交渉まで）',
  }),
  announcement: ({ status }) => ({
    en: `an announcement as early media, then ${status}: never answered`,
    ja: `応答前の案内の後、${status}: 応答なし`,
  }),
  refused: ({ status }) => ({ en: `refused with ${status}`, ja: `${status} で拒否` }),
  answered: ({ status }) => ({
    en: `answered (${status}), but by no operator`,
    ja: `応答（${status}）、ただしオペレーターではない`,
  }),
  'no-answer': () => ({ en: 'no final answer', ja: '最終応答なし' }),
};
