import type { Moment } from '../domain/announcement.ts';
import type { ForwardingLine, NumberKind, NumberType, UsageMode } from '../domain/lent-number.ts';

/** A tenant file as its schema allows it, before parsing: what {@link tenantSchema} says, as a type. */
export interface TenantFile {
  id: string;
  company: { name: string; kana: string; greeting: string; address?: string };
  contract: {
    starts: string;
    ends?: string;
    suspended?: { since: string; reason: string };
    identityCheck?: { method: string; verifiedOn: string; recordRef: string };
  };
  numbers: {
    number: string;
    type: NumberType;
    kind?: NumberKind;
    usage: UsageMode;
    forwardedFrom?: { number: string; line: ForwardingLine };
    starts?: string;
    ends?: string;
  }[];
  roster: { id: string; name: string; kana: string; title?: string; department?: string; email?: string }[];
  report: {
    channel: 'mail' | 'chatwork';
    to?: string[];
    chatwork?: {
      room: string;
      roomId?: number;
      members?: { accountId: number; role: 'admin' | 'member' | 'readonly' }[];
      invite?: boolean;
    };
  };
  calls?: { block?: string[]; refuseWithheld?: boolean };
  announcements?: Partial<Record<Moment, string>>;
  hours?: { weekdays?: string; saturdays?: string; holidays?: string };
}

/** `_numbers.yaml` as its schema allows it. */
export interface NumbersFile {
  blocks: { from: string; to: string; carrier: string; kinds: NumberKind[] }[];
  quarantineDays: Record<UsageMode, number>;
  released?: { number: string; usage: UsageMode; on: string }[];
  reserved?: { number: string; reason: string }[];
}
