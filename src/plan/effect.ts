import type { Moment } from '../domain/announcement.ts';
import type { LentNumber, NumberKind, UsageMode } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Announcement } from '../model/tenant.ts';

/** Who will notice. */
export type Side = 'caller' | 'operator' | 'recipient' | 'billing';

/**
 * One thing that somebody will notice of a change to a tenant. A value, so that it can be printed, compared and approved; no personal data.
 * Days are those of the tenant's file: what is applied today may be noticed on a later day.
 */
export type Effect =
  | {
      code: 'number-taken';
      number: LentNumber;
      usage: UsageMode;
      kind: NumberKind;
      from: LocalDate;
      to?: LocalDate;
    }
  | { code: 'number-released'; number: LentNumber; usage: UsageMode; from: LocalDate; to?: LocalDate }
  | { code: 'number-dates'; number: LentNumber; before: Days; after: Days }
  | { code: 'number-usage'; number: LentNumber; before: UsageMode; after: UsageMode }
  | { code: 'number-kind'; number: LentNumber; before: NumberKind; after: NumberKind }
  /** Which number forwards is the tenant's own, and not told. */
  | { code: 'forwarded-from'; number: LentNumber }
  | { code: 'contract-dates'; before: Days; after: Days }
  | { code: 'suspended'; since: LocalDate }
  | { code: 'suspension-moved'; before: LocalDate; after: LocalDate }
  /** Suspended `since`; `to`: the contract's last day. */
  | { code: 'resumed'; since: LocalDate; to?: LocalDate }
  | { code: 'hours'; days: 'weekdays' | 'saturdays' | 'holidays'; before: string; after: string }
  /** How many callers are refused by number; the same count: others are. */
  | { code: 'blocked-callers'; before: number; after: number }
  | { code: 'withheld-refused'; after: boolean }
  /** A sound of the tenant's own; absent on a side: the one for all, on a holiday the one for outside of the hours. */
  | { code: 'announcement'; moment: Moment; before?: Announcement; after?: Announcement }
  | { code: 'pool'; before: string; after: string }
  | { code: 'company' }
  | { code: 'channel'; before: Channel; after: Channel }
  | { code: 'addresses' }
  | { code: 'recipients'; before: number; after: number }
  | { code: 'room-made' }
  | { code: 'room-adopted'; roomId: number }
  | { code: 'room-left' }
  | { code: 'room-changed' }
  | { code: 'room-invitation'; after: boolean }
  /** Yen a month, tax included. */
  | { code: 'fee'; before: number; after: number };

export type Channel = 'mail' | 'chatwork';

export interface Days {
  from: LocalDate;
  to?: LocalDate;
}

export function days(held: { starts: LocalDate; ends?: LocalDate }): Days {
  return { from: held.starts, ...(held.ends === undefined ? {} : { to: held.ends }) };
}

export function sameDays(a: Days, b: Days): boolean {
  return a.from === b.from && a.to === b.to;
}

const SIDES: Record<Effect['code'], Side> = {
  'number-taken': 'caller',
  'number-released': 'caller',
  'number-dates': 'caller',
  'number-usage': 'operator',
  'number-kind': 'caller',
  'forwarded-from': 'operator',
  'contract-dates': 'recipient',
  suspended: 'caller',
  'suspension-moved': 'caller',
  resumed: 'caller',
  hours: 'caller',
  'blocked-callers': 'caller',
  'withheld-refused': 'caller',
  announcement: 'caller',
  pool: 'operator',
  company: 'operator',
  channel: 'recipient',
  addresses: 'recipient',
  recipients: 'recipient',
  'room-made': 'recipient',
  'room-adopted': 'recipient',
  'room-left': 'recipient',
  'room-changed': 'recipient',
  'room-invitation': 'recipient',
  fee: 'billing',
};

/** Who will notice an effect first. */
export function sideOf(effect: Effect): Side {
  return SIDES[effect.code];
}
