import type { Interval } from '../domain/interval.ts';
import { type LentNumber, parseLentNumber } from '../domain/lent-number.ts';
import { parseLocalDate } from '../domain/local-date.ts';
import type { SourceFile } from '../load/source-file.ts';
import { NumberInventory, type NumberSettings } from './number-inventory.ts';
import { sure } from './parsed.ts';
import type { Tenant } from './tenant.ts';
import type { NumbersFile } from './tenant-file.ts';

/** The inventory of a numbers' file that validation has let pass, with who holds what. */
export function buildNumbers(source: SourceFile, tenants: readonly Tenant[]): NumberInventory {
  return new NumberInventory(settings(source.value as NumbersFile), intervalsOf(tenants));
}

function settings(file: NumbersFile): NumberSettings {
  return {
    blocks: file.blocks.map((b) => ({
      ...b,
      from: sure(parseLentNumber(b.from)),
      to: sure(parseLentNumber(b.to)),
    })),
    quarantineDays: { ...file.quarantineDays },
    released: (file.released ?? []).map((r) => ({
      ...r,
      number: sure(parseLentNumber(r.number)),
      on: sure(parseLocalDate(r.on)),
    })),
    reserved: (file.reserved ?? []).map((r) => ({ ...r, number: sure(parseLentNumber(r.number)) })),
  };
}

/** Per number who holds it when, oldest first; numbers in ascending order, whatever the order of the files. */
export function intervalsOf(tenants: readonly Tenant[]): Map<LentNumber, Interval[]> {
  const intervals = new Map<LentNumber, Interval[]>();
  for (const tenant of tenants) {
    const { suspended } = tenant.contract;
    for (const n of tenant.numbers) {
      const interval: Interval = {
        tenant: tenant.id,
        usage: n.usage,
        kind: n.kind,
        from: n.starts,
        ...(n.ends ? { to: n.ends } : {}),
        ...(suspended ? { suspendedSince: suspended.since } : {}),
      };
      const known = intervals.get(n.number);
      if (known) known.push(interval);
      else intervals.set(n.number, [interval]);
    }
  }
  for (const list of intervals.values()) list.sort((a, b) => (a.from < b.from ? -1 : 1));
  return new Map([...intervals].sort(([a], [b]) => (a < b ? -1 : 1)));
}
