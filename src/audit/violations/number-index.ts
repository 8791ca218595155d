import type { LentNumber } from '../../domain/lent-number.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Holding } from '../../validate/holding.ts';
import { quarantineEnd } from '../../validate/release.ts';
import type { Side } from '../../validate/rule.ts';
import type { TenantView } from '../../validate/tenant-view.ts';
import type { Step } from '../replay.ts';
import type { NumbersVersion, TenantVersion } from '../version.ts';

/** One number before and after a commit. */
export interface NumberChange {
  number: LentNumber;
  base: readonly Holding[];
  head: readonly Holding[];
  /** The files after it of those who held the number before. */
  holders: readonly TenantView[];
}

/** Who holds each number as the files say, and uses that the files no longer tell of although their quarantine was not over. */
export class NumberIndex {
  readonly #holdings = new Map<LentNumber, readonly Holding[]>();
  readonly #forgotten = new Map<LentNumber, readonly Holding[]>();
  readonly #tenants = new Map<string, TenantView>();

  /** Takes a commit in. @returns the numbers of which a line changed; of a tenant that was renamed the new id counts before too */
  take({ tenants }: Step): NumberChange[] {
    const base = new Map<LentNumber, readonly Holding[]>();
    const keep = (number: LentNumber) => {
      if (!base.has(number)) base.set(number, this.#holdings.get(number) ?? []);
    };
    const renamed = new Map<TenantView, TenantView>();
    for (const { before } of tenants) if (before) this.#tenants.delete(before.id);
    for (const { after } of tenants) if (after) this.#tenants.set(after.id, after.view);
    for (const { before, after } of tenants) {
      for (const { number } of before?.holdings ?? []) {
        keep(number);
        const left = (this.#holdings.get(number) ?? []).filter(({ tenant }) => tenant !== before?.view);
        this.#set(this.#holdings, number, left);
      }
      if (before && after && before.id !== after.id)
        renamed.set(before.view, { ...before.view, fileId: after.id });
      if (before && after && before.id !== after.id) this.#renameForgotten(before, after.id);
    }
    for (const { after } of tenants) {
      for (const holding of after?.holdings ?? []) {
        keep(holding.number);
        const all = [...(this.#holdings.get(holding.number) ?? []), holding];
        this.#set(this.#holdings, holding.number, all.sort(byDay));
      }
    }
    const now = (holding: Holding): Holding => {
      const tenant = renamed.get(holding.tenant);
      return tenant ? { ...holding, tenant } : holding;
    };
    return [...base].map(([number, before]) =>
      this.#change(number, renamed.size === 0 ? before : before.map(now)),
    );
  }

  /** Of a number of which no line changed. */
  unchanged(number: LentNumber): NumberChange {
    return this.#change(number, this.of(number));
  }

  #change(number: LentNumber, base: readonly Holding[]): NumberChange {
    const holders = base.flatMap(({ tenant }) => this.#tenants.get(tenant.fileId) ?? []);
    return { number, base, head: this.of(number), holders };
  }

  of(number: LentNumber): readonly Holding[] {
    return this.#holdings.get(number) ?? [];
  }

  /** Uses that no file tells of any more; those of a tenant that tells of the number again are told by that. */
  forgotten(number: LentNumber, told: readonly Holding[]): readonly Holding[] {
    const again = new Set(told.map(({ tenant }) => tenant.fileId));
    return (this.#forgotten.get(number) ?? []).filter(({ tenant }) => !again.has(tenant.fileId));
  }

  /**
   * Remembers what a commit made the files forget: lines that went, or were dated back, before their quarantine was over.
   * @param base the side before it, as far as it concerns this number
   */
  remember({ number, base: holdings, head }: NumberChange, base: Side, date: LocalDate): void {
    const lost = holdings.flatMap((holding) => {
      const to = holding.to !== undefined && holding.to < date ? holding.to : addDays(date, -1);
      const until = holding.from <= to ? quarantineEnd(holding, base, to) : undefined;
      const told = head.some((line) => {
        const end = quarantineEnd(line, base);
        return line.tenant.fileId === holding.tenant.fileId && (end === undefined || (until ?? '') <= end);
      });
      return until === undefined || until < date || told ? [] : [{ ...holding, to }];
    });
    if (lost.length > 0)
      this.#set(this.#forgotten, number, [...(this.#forgotten.get(number) ?? []), ...lost]);
  }

  #renameForgotten(before: TenantVersion, id: string): void {
    for (const { number } of before.holdings) {
      const known = this.#forgotten.get(number) ?? [];
      const mine = (h: Holding) => h.tenant.fileId === before.id;
      this.#set(
        this.#forgotten,
        number,
        known.map((h) => (mine(h) ? { ...h, tenant: { ...h.tenant, fileId: id } } : h)),
      );
    }
  }

  #set(map: Map<LentNumber, readonly Holding[]>, number: LentNumber, holdings: readonly Holding[]): void {
    if (holdings.length > 0) map.set(number, holdings);
    else map.delete(number);
  }
}

/** As the index of the rules has them. */
export function byDay(a: Holding, b: Holding): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.tenant.source.file < b.tenant.source.file ? -1 : 1;
}

/** The side of a change that concerns one number. */
export function sideOfNumber(
  number: LentNumber,
  holdings: readonly Holding[],
  numbers: NumbersVersion | undefined,
  holders: readonly TenantView[] = [],
): Pick<Side, 'tenants' | 'holdings' | 'numbers'> {
  const view = numbers?.view;
  return {
    tenants: [...new Set([...holders, ...holdings.map(({ tenant }) => tenant)])],
    holdings: new Map(holdings.length > 0 ? [[number, holdings]] : []),
    ...(view && numbers ? { numbers: { ...view, released: numbers.releasedOf(number) } } : {}),
  };
}
