import type { TenantId } from '../../domain/ids.ts';
import type { Interval } from '../../domain/interval.ts';
import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { NumberInventory, type NumberState, type NumberStateName } from '../../model/number-inventory.ts';
import type { History } from '../history.ts';
import type { Ledger } from '../ledger.ts';
import { type CommitRef, refOf } from '../reference.ts';
import { replay, type Step } from '../replay.ts';
import { type Tenure, Tenures } from '../tenures.ts';
import { lendingsOf, type NumbersVersion, type TenantVersion } from '../version.ts';
import { type Holder, holderOf } from './holder.ts';
import { type Source, sourceOf } from './source.ts';

/** What each number was on a day. */
export interface DayAnswer {
  question: 'at';
  source: Source;
  day: LocalDate;
  /** The last commit of the branch that day: what git knew. Absent: it knew nothing yet. */
  commit?: CommitRef;
  counts: Readonly<Record<NumberStateName, number>>;
  /** All but those that were available, by number. */
  numbers: readonly NumberOnDay[];
}

export interface NumberOnDay extends Omit<NumberState, 'state'> {
  number: string;
  state: NumberStateName;
  /** What proves who held it: active and suspended numbers alone. */
  holder?: Holder;
}

/** Who held what on a day, as git knew it then: by the last commit before the day's end in Japan. */
export function dayAnswer(history: History, day: LocalDate, ledger?: Ledger): DayAnswer {
  const moments = history.moments.filter((moment) => moment.day <= day);
  const last = moments.at(-1);
  const { inventory, holders } = stateAfter(replay({ ...history, moments }));
  const rows = numbersOf(inventory).map((number) => ({ number, ...inventory.stateOf(number, day) }));
  const count = (state: NumberStateName) => rows.filter((row) => row.state === state).length;
  return {
    question: 'at',
    source: sourceOf(history, ledger),
    day,
    ...(last ? { commit: refOf(last) } : {}),
    counts: {
      active: count('active'),
      suspended: count('suspended'),
      quarantine: count('quarantine'),
      reserved: count('reserved'),
      available: count('available'),
    },
    numbers: rows
      .filter(({ state }) => state !== 'available')
      .map(({ number, ...row }) => {
        const held = row.state === 'active' || row.state === 'suspended';
        const tenure = held ? holders(number, row.tenant ?? '', day) : undefined;
        return {
          number: formatLentNumber(number),
          ...row,
          ...(tenure ? { holder: holderOf(tenure, ledger) } : {}),
        };
      }),
  };
}

function stateAfter(steps: Iterable<Step>) {
  const tenants = new Map<string, TenantVersion>();
  const tenures = new Tenures();
  let numbers: NumbersVersion | undefined;
  for (const step of steps) {
    tenures.follow(step);
    if (step.numbers) numbers = step.numbers.after;
    for (const { before } of step.tenants) if (before) tenants.delete(before.id);
    for (const { after } of step.tenants) if (after) tenants.set(after.id, after);
  }
  const settings = numbers?.settings ?? NOTHING;
  const standing = Map.groupBy(tenures.standing, ({ number }) => number);
  return {
    inventory: new NumberInventory(settings, intervalsOf(tenants.values())),
    holders: (number: LentNumber, tenant: string, day: LocalDate): Tenure | undefined =>
      standing
        .get(number)
        ?.find((t) => t.tenant === tenant && t.from <= day && (t.to === undefined || day <= t.to)),
  };
}

const NOTHING = { blocks: [], quarantineDays: { displayed: 0, forwarding: 0 }, released: [], reserved: [] };

function intervalsOf(tenants: Iterable<TenantVersion>): Map<LentNumber, Interval[]> {
  const intervals = new Map<LentNumber, Interval[]>();
  for (const version of tenants) {
    const { suspendedSince } = version.view.contract;
    for (const { number, usage, kind, from, to } of lendingsOf(version)) {
      const interval: Interval = {
        // Files with other names count for nothing.
        tenant: version.id as TenantId,
        usage,
        kind,
        from,
        ...(to ? { to } : {}),
        ...(suspendedSince ? { suspendedSince } : {}),
      };
      intervals.set(number, [...(intervals.get(number) ?? []), interval]);
    }
  }
  for (const list of intervals.values()) list.sort((a, b) => byCodeUnit(a.from, b.from));
  return intervals;
}

/** Of the blocks, and those that were lent although they are in none. */
function numbersOf(inventory: NumberInventory): LentNumber[] {
  return [...new Set([...inventory.numbers(), ...inventory.intervals.keys()])].sort(byCodeUnit);
}
