import type { TenantId } from '../domain/ids.ts';
import type { Interval } from '../domain/interval.ts';
import type { LentNumber, NumberKind, UsageMode } from '../domain/lent-number.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';

/** A range of numbers that the company holds from a carrier; both ends are included. */
export interface NumberBlock {
  from: LentNumber;
  to: LentNumber;
  carrier: string;
  kinds: readonly NumberKind[];
}

/** A holder from before these files: without it the number would look as if nobody had ever been called on it. */
export interface ReleasedNumber {
  number: LentNumber;
  usage: UsageMode;
  on: LocalDate;
}

/** A number that is kept back, such as a test line. */
export interface ReservedNumber {
  number: LentNumber;
  reason: string;
}

/** What tenants/_numbers.yaml says, parsed once. */
export interface NumberSettings {
  blocks: readonly NumberBlock[];
  /** Days in which a released number is given to nobody, counted from the day after its last. */
  quarantineDays: Readonly<Record<UsageMode, number>>;
  released: readonly ReleasedNumber[];
  reserved: readonly ReservedNumber[];
}

export type NumberStateName = 'available' | 'reserved' | 'active' | 'suspended' | 'quarantine';

/** What a number is on one day, and why. */
export interface NumberState {
  state: NumberStateName;
  /** Who holds it (active, suspended), held it last (quarantine), or will hold it (reserved for a start to come). */
  tenant?: TenantId;
  usage?: UsageMode;
  /** Why it is reserved. */
  reason?: string;
  /** First day of this state, where there is one: the assignment's start, the suspension's, the day after release. */
  since?: LocalDate;
  /** Last day of this state, where there is one. */
  until?: LocalDate;
}

/** Every number that we own and who holds which when. The state of a number is derived from the files and a day, never stored. */
export class NumberInventory {
  readonly settings: NumberSettings;
  /** Per number, oldest first. */
  readonly intervals: ReadonlyMap<LentNumber, readonly Interval[]>;
  readonly #reserved: ReadonlyMap<LentNumber, ReservedNumber>;
  readonly #released: ReadonlyMap<LentNumber, readonly ReleasedNumber[]>;

  constructor(settings: NumberSettings, intervals: ReadonlyMap<LentNumber, readonly Interval[]>) {
    this.settings = settings;
    this.intervals = intervals;
    this.#reserved = new Map(settings.reserved.map((r) => [r.number, r]));
    this.#released = Map.groupBy(settings.released, (r) => r.number);
  }

  /** The block that a number is in; undefined: it is not ours. */
  blockOf(number: LentNumber): NumberBlock | undefined {
    return this.settings.blocks.find((b) => inBlock(b, number));
  }

  /** The last day of the quarantine after a release on `on` (the last day of use). */
  quarantineEnd(usage: UsageMode, on: LocalDate): LocalDate {
    return addDays(on, this.settings.quarantineDays[usage]);
  }

  stateOf(number: LentNumber, date: LocalDate): NumberState {
    const intervals = this.intervals.get(number) ?? [];
    const held = intervals.find((i) => i.from <= date && (i.to === undefined || date <= i.to));
    if (held) return heldState(held, date);
    const next = intervals.find((i) => date < i.from);
    const reserved = this.#reserved.get(number);
    if (reserved) return { state: 'reserved', reason: reserved.reason };
    const quarantine = this.#quarantine(number, intervals, date);
    if (quarantine) return quarantine;
    if (next) {
      return {
        state: 'reserved',
        tenant: next.tenant,
        usage: next.usage,
        reason: `starts on ${next.from}`,
        until: addDays(next.from, -1),
      };
    }
    return { state: 'available' };
  }

  /** Of all uses that have ended the one counts whose quarantine ends last: a shorter one after it does not end it. */
  #quarantine(number: LentNumber, intervals: readonly Interval[], date: LocalDate): NumberState | undefined {
    const uses: { usage: UsageMode; to: LocalDate; tenant?: TenantId }[] = [
      ...(this.#released.get(number) ?? []).map(({ usage, on }) => ({ usage, to: on })),
      ...intervals.flatMap(({ tenant, usage, to }) =>
        to !== undefined && to < date ? [{ tenant, usage, to }] : [],
      ),
    ];
    let found: { usage: UsageMode; tenant?: TenantId; until: LocalDate } | undefined;
    for (const { usage, to, tenant } of uses) {
      const until = this.quarantineEnd(usage, to);
      if (date <= until && (!found || found.until <= until))
        found = { usage, until, ...(tenant ? { tenant } : {}) };
    }
    if (!found) return undefined;
    const lastUse = uses.map((use) => use.to).reduce((a, b) => (a < b ? b : a));
    const next = intervals.find((i) => date < i.from && i.from <= found.until);
    return {
      state: 'quarantine',
      ...found,
      ...(lastUse < date ? { since: addDays(lastUse, 1) } : {}),
      ...(next ? { until: addDays(next.from, -1) } : {}),
    };
  }

  /** Every number of the blocks, in order. Lazy: blocks are large. */
  *numbers(): Generator<LentNumber> {
    for (const block of this.settings.blocks) {
      const width = block.from.length;
      for (let n = Number(block.from); n <= Number(block.to); n++)
        yield String(n).padStart(width, '0') as LentNumber;
    }
  }
}

export function inBlock(block: Pick<NumberBlock, 'from' | 'to'>, number: LentNumber): boolean {
  return number.length === block.from.length && block.from <= number && number <= block.to;
}

function heldState(held: Interval, date: LocalDate): NumberState {
  const { tenant, usage, from, to, suspendedSince } = held;
  const last = to === undefined ? {} : { until: to };
  if (suspendedSince === undefined || (to !== undefined && to < suspendedSince))
    return { state: 'active', tenant, usage, since: from, ...last };
  // A number that was taken while the contract was suspended has been so from its first day on.
  const since = suspendedSince < from ? from : suspendedSince;
  return date < since
    ? { state: 'active', tenant, usage, since: from, until: addDays(since, -1) }
    : { state: 'suspended', tenant, usage, since, ...last };
}
