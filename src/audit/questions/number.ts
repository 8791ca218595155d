import { formatLentNumber, type LentNumber, type UsageMode } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { NUMBERS_FILE } from '../../load/size-limit.ts';
import { inBlock } from '../../model/number-inventory.ts';
import { keyOf } from '../facts/read-facts.ts';
import type { History } from '../history.ts';
import type { Ledger } from '../ledger.ts';
import { refOf } from '../reference.ts';
import { replay } from '../replay.ts';
import { type Said, Sayings } from '../sayings.ts';
import { Tenures } from '../tenures.ts';
import type { NumbersVersion } from '../version.ts';
import { type Holder, holderOf } from './holder.ts';
import { type Source, sourceOf } from './source.ts';

/** Everybody who held a number. */
export interface NumberAnswer {
  question: 'number';
  source: Source;
  number: string;
  /** By their first day. */
  holders: readonly Holder[];
  /** Holders from before these files. */
  released: readonly Said<{ usage: UsageMode; on: LocalDate }>[];
  /** When it was kept back. */
  reserved: readonly Said<{ reason: string }>[];
  /** The blocks that it was in. */
  blocks: readonly Said<{ from: string; to: string; carrier: string }>[];
}

export function numberAnswer(history: History, number: LentNumber, ledger?: Ledger): NumberAnswer {
  const tenures = new Tenures((other) => other === number);
  const released = new Sayings<{ usage: UsageMode; on: LocalDate }>();
  const reserved = new Sayings<{ reason: string }>();
  const blocks = new Sayings<{ from: string; to: string; carrier: string }>();
  for (const step of replay(about(history, number))) {
    tenures.follow(step);
    if (!step.numbers) continue;
    const ref = refOf(step.moment);
    const said = sayingsOf(step.numbers.after, number);
    released.follow(said.released, ref);
    reserved.follow(said.reserved, ref);
    blocks.follow(said.blocks, ref);
  }
  return {
    question: 'number',
    source: sourceOf(history, ledger),
    number: formatLentNumber(number),
    holders: tenures.all
      .map((tenure) => holderOf(tenure, ledger))
      .sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.began.at, b.began.at)),
    released: released.all,
    reserved: reserved.all,
    blocks: blocks.all,
  };
}

/** Of ten thousand files a few ever named the number; the others need not be looked into. */
function about(history: History, number: LentNumber): History {
  const names = new Set([NUMBERS_FILE]);
  const naming = new Set<string>();
  for (const [key, line] of history.facts)
    if (line.replaceAll('-', '').includes(number.slice(1))) naming.add(key);
  for (const { changes } of history.moments) {
    for (const { name, object } of changes)
      if (object !== undefined && naming.has(keyOf({ object, name }))) names.add(name);
  }
  const moments = history.moments.flatMap((moment) => {
    const changes = moment.changes.filter(({ name }) => names.has(name));
    return changes.length > 0 ? [{ ...moment, changes }] : [];
  });
  return { ...history, moments };
}

function sayingsOf(numbers: NumbersVersion | undefined, number: LentNumber) {
  const settings = numbers?.settings;
  return {
    released: (numbers?.releasedOf(number) ?? []).map(({ usage, on }) => ({ usage, on })),
    reserved: (settings?.reserved ?? [])
      .filter((entry) => entry.number === number)
      .map(({ reason }) => ({ reason })),
    blocks: (settings?.blocks ?? [])
      .filter((block) => inBlock(block, number))
      .map(({ from, to, carrier }) => ({ from: formatLentNumber(from), to: formatLentNumber(to), carrier })),
  };
}
