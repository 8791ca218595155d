import type { LocalDate } from '../../domain/local-date.ts';
import type { NumberFacts, OperatorFacts } from './facts.ts';
import { type Element, element } from './markup.ts';

/** How a lent number is used (利用方法), in a word. */
export const MODES = { forwarding: '転送', displayed: '表記', fax: 'FAX' } as const;

export function modeOf({ kind, usage }: Pick<NumberFacts, 'kind' | 'usage'>): keyof typeof MODES {
  return kind === 'fax' ? 'fax' : usage;
}

/**
 * A lent number of a tenant's.
 * @param day today; unknown: every number with days of its own tells them
 * @param rings the number that rings
 */
export function numberItem(
  number: NumberFacts,
  contract: Pick<OperatorFacts, 'starts' | 'ends'>,
  day: LocalDate | undefined,
  rings: string | undefined,
): Element {
  const { starts, ends, forwardedFrom } = number;
  const mode = modeOf(number);
  const own = starts !== contract.starts || ends !== contract.ends;
  const over = day !== undefined && ends !== undefined && day > ends;
  const ahead = day !== undefined && day < starts;
  const used = !over && !ahead;
  return element(
    'li',
    {
      ...(used ? {} : { class: 'unused' }),
      ...(number.number === rings ? { 'aria-current': 'true' as const } : {}),
    },
    element('span', { class: `mode ${mode}` }, MODES[mode]),
    ' ',
    element('strong', {}, number.number),
    forwardedFrom !== undefined && [' ', element('span', { class: 'small' }, `転送元 ${forwardedFrom}`)],
    (own || !used) && [' ', element('span', { class: 'small' }, period(starts, ends, over, ahead))],
  );
}

function period(starts: LocalDate, ends: LocalDate | undefined, over: boolean, ahead: boolean): string {
  const days = `${starts}〜${ends ?? ''}`;
  return over ? `${days}（終了）` : ahead ? `${days}（開始前）` : days;
}
