import { maskAddresses } from '../../domain/mask.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { problemLine } from '../../domain/problem.ts';
import type { Finding } from '../../store/store.ts';
import type { Difference } from '../live/difference.ts';

/** Enough to see what is wrong; the rest is a question away. */
const NAMED = 3;

/** One line for a person about what differs. */
export function describe(differences: readonly Difference[]): string {
  const named = differences.slice(0, NAMED).map(({ place, kind, item, expected, found }) => {
    const facts = [expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(', ');
    return `${place} ${item} ${kind}${facts === '' ? '' : ` (${facts})`}`;
  });
  const more = differences.length - named.length;
  return `read back after the switch, ${differences.length} differ: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Findings as they leave the node, in a stable order. */
export function findings(differences: readonly Difference[], clean: (text: string) => string): Finding[] {
  return differences
    .map(({ mend: _, expected, found, item, ...finding }) => ({
      ...finding,
      item: clean(item),
      ...(expected === undefined ? {} : { expected: clean(expected) }),
      ...(found === undefined ? {} : { found: clean(found) }),
    }))
    .sort((a, b) => byCodeUnit(a.place, b.place) || byCodeUnit(a.item, b.item));
}

/**
 * What went wrong, as it leaves the node: addresses masked.
 * @param clean takes out secrets
 */
export function problemText(error: unknown, clean: (text: string) => string): string {
  return maskAddresses(clean(problemLine(error)));
}
