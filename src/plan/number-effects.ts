import { overlap } from '../domain/interval.ts';
import type { LentNumber } from '../domain/lent-number.ts';
import { type Days, days, type Effect, sameDays } from './effect.ts';
import type { NumberInputs } from './resource.ts';

type Pair = [was: NumberInputs | undefined, is: NumberInputs | undefined];

/** What a change does to a tenant's numbers, by number, then by day. */
export function numberEffects(before: readonly NumberInputs[], after: readonly NumberInputs[]): Effect[] {
  const old = Map.groupBy(before, (held) => held.number);
  const next = Map.groupBy(after, (held) => held.number);
  const numbers = [...new Set<LentNumber>([...old.keys(), ...next.keys()])].sort();
  return numbers.flatMap((number) =>
    pairs(old.get(number) ?? [], next.get(number) ?? []).flatMap((pair) => oneNumber(...pair)),
  );
}

/**
 * A tenant can hold one number in several intervals. Each is compared with what became of it: the same, else what begins on the same
 * day, else what it shares days with. By their places in the list an old one that goes would look as if the number were given back.
 */
function pairs(before: readonly NumberInputs[], after: readonly NumberInputs[]): Pair[] {
  const left = new Set(before);
  const partners = new Map<NumberInputs, NumberInputs>();
  for (const fits of [same, sameStart, shareDays]) {
    for (const is of after) {
      if (partners.has(is)) continue;
      const was = [...left].find((one) => fits(one, is));
      if (!was) continue;
      left.delete(was);
      partners.set(is, was);
    }
  }
  const all: Pair[] = [
    ...after.map((is): Pair => [partners.get(is), is]),
    ...[...left].map((was): Pair => [was, undefined]),
  ];
  return all.sort((a, b) => (startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0));
}

function same(was: NumberInputs, is: NumberInputs): boolean {
  return sameDays(days(was), days(is)) && was.usage === is.usage && was.kind === is.kind;
}

function sameStart(was: NumberInputs, is: NumberInputs): boolean {
  return was.starts === is.starts;
}

function shareDays(was: NumberInputs, is: NumberInputs): boolean {
  return overlap(days(was), days(is));
}

function startOf([was, is]: Pair): Days['from'] | '' {
  return (is ?? was)?.starts ?? '';
}

function oneNumber(was: NumberInputs | undefined, is: NumberInputs | undefined): Effect[] {
  if (!was && is) {
    const { number, usage, kind } = is;
    return [{ code: 'number-taken', number, usage, kind, ...days(is) }];
  }
  if (was && !is) {
    const { number, usage } = was;
    return [{ code: 'number-released', number, usage, ...days(was) }];
  }
  if (!was || !is) return [];
  const { number } = is;
  const effects: Effect[] = [];
  if (was.usage !== is.usage)
    effects.push({ code: 'number-usage', number, before: was.usage, after: is.usage });
  if (was.kind !== is.kind) effects.push({ code: 'number-kind', number, before: was.kind, after: is.kind });
  if (!sameDays(days(was), days(is))) {
    effects.push({ code: 'number-dates', number, before: days(was), after: days(is) });
  }
  // Absent in a state that an earlier version applied.
  if (was.forwardedFrom && is.forwardedFrom && was.forwardedFrom !== is.forwardedFrom) {
    effects.push({ code: 'forwarded-from', number });
  }
  return effects;
}
