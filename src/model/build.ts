import type { Sounds } from '../load/sounds/sound.ts';
import type { SourceFile } from '../load/source-file.ts';
import { buildNumbers } from './build-numbers.ts';
import { buildTenant } from './build-tenant.ts';
import type { NumberInventory } from './number-inventory.ts';
import type { Tenant } from './tenant.ts';

/** A tenant folder, typed. */
export interface Model {
  /** Sorted by id. */
  tenants: readonly Tenant[];
  numbers: NumberInventory;
}

/** The model of files that validation has let pass: parsed here, once. */
export function buildModel(files: {
  tenants: readonly SourceFile[];
  numbers: SourceFile;
  sounds?: Sounds;
}): Model {
  const tenants = files.tenants
    .map((source) => buildTenant(source, files.sounds))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { tenants, numbers: buildNumbers(files.numbers, tenants) };
}
