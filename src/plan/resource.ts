import type { Digest, PoolId, ShardName, TenantId } from '../domain/ids.ts';
import type { LentNumber, NumberKind, NumberType, UsageMode } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Announcements } from '../model/tenant.ts';

/**
 * What a stack consists of, for any engine. Inputs hold no personal data and no secret: ids, numbers, modes, counts, dates and digests;
 * they go into state, plans and logs. Names and addresses are in the store's objects, which a release lists.
 */
export type Resource =
  | { type: 'Cluster'; name: 'cluster'; inputs: PartInputs }
  | { type: 'Numbers'; name: 'numbers'; inputs: NumbersInputs }
  | { type: 'Tenant'; name: TenantId; inputs: TenantInputs }
  | { type: 'ChatworkRoom'; name: TenantId; inputs: ChatworkRoomInputs }
  | { type: 'Release'; name: ShardName; inputs: PartInputs & { tenants: number } };

export type ResourceType = Resource['type'];

/** A part of the nodes: the digest of its release, which the provider fetches from the store and verifies. */
export interface PartInputs {
  release: Digest;
}

export interface NumbersInputs extends PartInputs {
  /** Lent numbers. */
  count: number;
  /**
   * The days that were in force, by which a later change is judged: a change that shortened them could else free a number by itself.
   * Absent in a state that an earlier version applied.
   */
  quarantineDays?: Readonly<Record<UsageMode, number>>;
}

export interface TenantInputs {
  tenant: TenantId;
  shard: ShardName;
  pool: PoolId;
  contract: { starts: LocalDate; ends?: LocalDate; suspendedSince?: LocalDate };
  /** Sorted by number and start. */
  numbers: readonly NumberInputs[];
  /** `09:00-18:00` or `closed`. */
  hours: { weekdays: string; saturdays: string; holidays: string };
  report: {
    channel: 'mail' | 'chatwork';
    /** The largest number of simultaneous recipients of a mail; for Chatwork the people of the room's file. */
    recipients: number;
  };
  /** People in the roster. */
  roster: number;
  /** Callers who are refused, and whether those are who withhold their number. Absent: nobody is. */
  calls?: { blocked: number; refuseWithheld: boolean };
  /** Sounds of its own, by the moment at which callers hear them. Absent: none. */
  announcements?: Announcements;
  fingerprints: TenantFingerprints;
}

/** A lent number of a tenant from one day to another, both included. */
export interface NumberInputs {
  number: LentNumber;
  type: NumberType;
  kind: NumberKind;
  usage: UsageMode;
  starts: LocalDate;
  ends?: LocalDate;
  /** HMAC of the tenant's own number that forwards to it, with the store's key. */
  forwardedFrom?: string;
}

/** HMACs with the store's key: they tell that names or addresses changed without letting anyone guess them. */
export interface TenantFingerprints {
  /** What the tenant's file gives operators to see: company, greeting, roster. */
  company: string;
  /** Who gets reports: the addresses, and the destination that the tenant has specified. */
  reports: string;
  /**
   * What its file says of its Chatwork room: tells a change of the file from one of the room's template. Absent without a room, and in a state
   * that an earlier version applied.
   */
  room?: string;
  /** Whose calls are refused by number. Absent: nobody's. */
  blocked?: string;
  /** What was rendered of it: changes also where only the toolkit or the stack did. */
  rendered: string;
}

export interface ChatworkRoomInputs {
  tenant: TenantId;
  /** People in the tenant's file. */
  members: number;
  invite: boolean;
  /** A room that is adopted. */
  roomId?: number;
  /** HMAC of the room object's digest with the store's key; the object lies in the store below this name. */
  fingerprint: string;
}
