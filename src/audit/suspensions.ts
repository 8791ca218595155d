import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Moment } from './moment.ts';
import type { Step, TenantChange } from './replay.ts';

/** A tenant's numbers were stopped, as the police may ask. */
export interface Suspension {
  from: LocalDate;
  /** The last day: the one before a commit lifted it. */
  to?: LocalDate;
  /** The code word. */
  reason?: string;
}

/** Follows when tenants were suspended. */
export class Suspensions {
  /** By the id that a tenant has, or had last. */
  readonly #byId = new Map<string, Suspension[]>();

  /** Of a customer by its last id; those without effect are none. */
  of(tenant: string): readonly Suspension[] {
    return (this.#byId.get(tenant) ?? []).filter(({ from, to }) => to === undefined || from <= to);
  }

  follow({ moment, tenants }: Step): void {
    for (const change of tenants) this.#change(change, moment);
  }

  #change({ before, after }: TenantChange, { day }: Moment): void {
    const id = after?.id ?? before?.id ?? '';
    const known = this.#byId.get(before?.id ?? id) ?? [];
    if (before && before.id !== id) this.#byId.delete(before.id);
    const last = known.at(-1);
    const open = last?.to === undefined ? last : undefined;
    const since = after?.view.contract.suspendedSince;
    if (open && open.from !== since) open.to = addDays(day, -1);
    if (since !== undefined && open?.from !== since) {
      const reason = after?.suspensionReason;
      known.push({ from: since, ...(reason === undefined ? {} : { reason }) });
    }
    if (known.length > 0) this.#byId.set(id, known);
  }
}
