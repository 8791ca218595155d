import type { Moment } from '../domain/announcement.ts';
import type { CallerNumber } from '../domain/caller-number.ts';
import type { Digest, PersonId, TenantId } from '../domain/ids.ts';
import type {
  ForwardingLine,
  LentNumber,
  NationalNumber,
  NumberKind,
  NumberType,
  UsageMode,
} from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Hours } from '../domain/opening.ts';

export type { DayHours, Hours } from '../domain/opening.ts';

/** A client company, parsed once: every value has passed the schema and the rules. */
export interface Tenant {
  id: TenantId;
  /** The file it came from, as the user named it. */
  file: string;
  company: Company;
  contract: Contract;
  numbers: readonly LentNumberAssignment[];
  /** In order: the first is the person in charge (責任者). Never empty. */
  roster: readonly Person[];
  report: Report;
  hours: Hours;
  /** Absent: every call is taken. */
  calls?: Calls;
  /** Sounds of its own; absent, or without one for a moment: what is spoken for all. */
  announcements?: Announcements;
}

export type Announcements = Readonly<Partial<Record<Moment, Announcement>>>;

/** A sound file. */
export interface Announcement {
  /** Its plain name. */
  file: string;
  /** SHA-256 of its bytes. */
  digest: Digest;
  /** How long it lasts. */
  seconds: number;
}

export interface Company {
  name: string;
  kana: string;
  /** What the operator says when answering. */
  greeting: string;
  address?: string;
}

export interface Contract {
  starts: LocalDate;
  ends?: LocalDate;
  suspended?: { since: LocalDate; reason: string };
  /** A reference to the record of the identity check, never the record (犯罪収益移転防止法). */
  identityCheck?: { method: string; verifiedOn: LocalDate; recordRef: string };
}

export interface LentNumberAssignment {
  number: LentNumber;
  type: NumberType;
  kind: NumberKind;
  usage: UsageMode;
  forwardedFrom?: { number: NationalNumber; line: ForwardingLine };
  /** The contract's dates where the file names none. */
  starts: LocalDate;
  ends?: LocalDate;
}

export interface Person {
  id: PersonId;
  name: string;
  kana: string;
  title?: string;
  department?: string;
  email?: string;
}

export type Report = MailReport | ChatworkReport;

export interface MailReport {
  channel: 'mail';
  /** The destination that the tenant has specified, which comes before all else: `named` is the person asked for. */
  to?: readonly (PersonId | 'named')[];
}

export interface ChatworkReport {
  channel: 'chatwork';
  room: string;
  /** An existing room that is adopted instead of a new one made. */
  roomId?: number;
  members: readonly { accountId: number; role: 'admin' | 'member' | 'readonly' }[];
  /** Whether customers join by an invitation link. */
  invite: boolean;
}

/** Whose calls are not taken. */
export interface Calls {
  /** Sorted. */
  block: readonly CallerNumber[];
  /** Whether a caller who withholds its number is asked to call again with 186. */
  refuseWithheld: boolean;
}
