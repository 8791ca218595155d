import { formatLentNumber, type NumberKind, type UsageMode } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { type Applied, appliedSince, type Ledger } from '../ledger.ts';
import { type CommitRef, refOf } from '../reference.ts';
import type { Tenure } from '../tenures.ts';
import type { IdentityCheck } from '../version.ts';

/** Who held a number from when to when, and what proves it. */
export interface Holder {
  /** As people write it: 03-5000-0001. */
  number: string;
  /** The tenant's id; what else is known of it is in its file. */
  tenant: string;
  /** Ids that the same customer had before. */
  formerIds?: readonly string[];
  usage: UsageMode;
  kind: NumberKind;
  /** By the file. */
  from: LocalDate;
  /** The last day: by the file, or the day before its line went. */
  to?: LocalDate;
  /** Its line went before its first day. */
  neverBegan?: true;
  /** The commit from which on git knew it. */
  began: CommitRef;
  /** The commit that said its end. */
  ended?: CommitRef & { how: NonNullable<Tenure['ended']>['how'] };
  identityChecks: readonly IdentityCheck[];
  /** By stack; absent: not looked at. */
  applied?: readonly Applied[];
}

export function holderOf(tenure: Tenure, ledger: Ledger | undefined): Holder {
  const { number, tenant, formerIds, usage, kind, from, to, began, ended, identityChecks } = tenure;
  return {
    number: formatLentNumber(number),
    tenant,
    ...(formerIds.length > 0 ? { formerIds } : {}),
    usage,
    kind,
    from,
    ...(to === undefined ? {} : { to }),
    ...(to !== undefined && to < from ? { neverBegan: true } : {}),
    began: refOf(began),
    ...(ended ? { ended: { ...refOf(ended.moment), how: ended.how } } : {}),
    identityChecks,
    ...(ledger ? { applied: appliedSince(ledger, began.commit) } : {}),
  };
}
