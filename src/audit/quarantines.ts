import type { UsageMode } from '../domain/lent-number.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Step } from './replay.ts';

/** Days in which a number was, or is, to be given to nobody. */
export interface Quarantine {
  usage: UsageMode;
  from: LocalDate;
  to: LocalDate;
  /** Who held it before; absent: a holder from before these files. */
  tenant?: string;
}

type Days = Readonly<Record<UsageMode, number>>;
const NONE: Days = { displayed: 0, forwarding: 0 };

/** Follows how long numbers were kept from others, by the days that were set at the time. */
export class QuarantineDays {
  /** Each is in force until the next; the first was before there were files, too. */
  readonly #settings: { from: LocalDate; days: Days }[] = [];

  follow({ moment, numbers }: Step): void {
    if (!numbers) return;
    const days = numbers.after?.view.quarantineDays ?? NONE;
    const last = this.#settings.at(-1);
    if (last?.days.displayed === days.displayed && last.days.forwarding === days.forwarding) return;
    if (last?.from === moment.day) this.#settings.pop();
    this.#settings.push({ from: moment.day, days });
  }

  /** The days after a use; several times where other settings let it end and begin again. @param last the last day of use */
  after(usage: UsageMode, last: LocalDate): Pick<Quarantine, 'from' | 'to'>[] {
    const found: { from: LocalDate; to: LocalDate }[] = [];
    const first = addDays(last, 1);
    for (const [i, { from: since, days }] of this.#settings.entries()) {
      const next = this.#settings[i + 1]?.from;
      if (days[usage] === 0 || (next !== undefined && next <= first)) continue;
      const from = i === 0 || since < first ? first : since;
      const end = addDays(last, days[usage]);
      const to = next !== undefined && next <= end ? addDays(next, -1) : end;
      const before = found.at(-1);
      if (before && addDays(before.to, 1) === from && from <= to) before.to = to;
      else if (from <= to) found.push({ from, to });
    }
    return found;
  }
}
