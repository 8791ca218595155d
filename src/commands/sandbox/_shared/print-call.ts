import type { CallResult } from '../../../sandbox/calls/call.ts';
import { indented, printable } from '../../format/printable.ts';

/** A call with the operator card as text, where the phone was told of one that could be read. */
export type CallWithCard = CallResult & { cardText?: string };

/** What became of a call on each node, for people. A card that all phones had is printed once. */
export function printCalls(calls: readonly CallWithCard[]): string {
  const cards = [...new Set(calls.flatMap(({ cardText }) => cardText ?? []))];
  const blocks = calls.map((call) =>
    [summary(call), ...(cards.length > 1 ? card(call.cardText) : [])].join('\n'),
  );
  return [...blocks, ...(cards.length === 1 ? card(cards[0]) : [])].join('\n');
}

function summary(call: CallWithCard): string {
  const head = `${call.node}: ${OUTCOMES[call.outcome](call)}`;
  if (!call.phone) return head;
  const { operator, display, caller, headers } = call.phone;
  return [
    head,
    `  ${operator}'s phone showed: ${printable(display)}, caller ${printable(caller)}`,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${printable(value)}`),
  ].join('\n');
}

function card(text: string | undefined): string[] {
  if (text === undefined) return [];
  return ['operator card:', ...indented(text)];
}

const OUTCOMES: Record<CallResult['outcome'], (call: CallResult) => string> = {
  operator: ({ phone }) => `answered by ${phone?.operator}`,
  fax: () => 'answered by the fax machine (ends here, at fax negotiation)',
  announcement: ({ status }) => `an announcement as early media, then ${status}: never answered`,
  refused: ({ status }) => `refused with ${status}`,
  answered: ({ status }) => `answered (${status}), but by no operator`,
  'no-answer': () => 'no final answer',
};
