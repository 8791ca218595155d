import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { NO_SOUNDS } from '../../load/sounds/sound.ts';
import type { Violation } from '../../validate/rule.ts';
import { identityCheckMissing } from '../../validate/rules/identity-check-missing.ts';
import type { Moment } from '../moment.ts';
import type { Step, TenantChange } from '../replay.ts';
import type { TenantVersion } from '../version.ts';

export interface IdentityFinding {
  code: string;
  tenant: string;
  violation: Violation;
  moment: Moment;
}

interface Doubt extends IdentityFinding {
  starts: LocalDate;
  told: boolean;
}

/**
 * The rule of `validate` for identity checks, over time: a file that breaks it and is mended before the contract's first day has done no
 * harm. One that broke it while the contract ran is told once, with the commit that brought it.
 */
export class IdentityRule {
  readonly #doubts = new Map<string, Doubt>();

  *judge({ moment, tenants }: Step): Generator<IdentityFinding> {
    for (const change of tenants) yield* this.#change(change, moment);
  }

  /** What is left at the end of the history. @param today the last day that counts */
  *end(today: LocalDate): Generator<IdentityFinding> {
    for (const doubt of this.#doubts.values()) if (!doubt.told && doubt.starts <= today) yield doubt;
  }

  *#change({ before, after }: TenantChange, moment: Moment): Generator<IdentityFinding> {
    const doubt = before && this.#doubts.get(before.id);
    const started = doubt !== undefined && doubt.starts <= addDays(moment.day, -1);
    if (doubt && started && !doubt.told) {
      doubt.told = true;
      yield doubt;
    }
    if (before) this.#doubts.delete(before.id);
    const found = after && doubtOf(after, moment);
    if (!found) return;
    // As long as it stays wrong the commit that began it is to blame.
    this.#doubts.set(found.tenant, doubt ? { ...found, moment: doubt.moment, told: doubt.told } : found);
  }
}

function doubtOf({ id, view }: TenantVersion, moment: Moment): Doubt | undefined {
  const context = { tenants: [view], holdings: new Map(), sounds: NO_SOUNDS, date: moment.day };
  const [violation] = identityCheckMissing.check(context);
  const { starts } = view.contract;
  const { code } = identityCheckMissing;
  return violation && starts && { code, tenant: id, violation, moment, starts, told: false };
}
