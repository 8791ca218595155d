import { MOMENTS } from '../domain/announcement.ts';
import { type CallerNumber, parseCallerNumber } from '../domain/caller-number.ts';
import { type PersonId, parsePersonId, parseTenantId, type TenantId } from '../domain/ids.ts';
import {
  FORWARDING_LINES,
  type ForwardingLine,
  type LentNumber,
  type NationalNumber,
  type NumberKind,
  type NumberType,
  parseLentNumber,
  parseNationalNumber,
  type UsageMode,
} from '../domain/lent-number.ts';
import { type LocalDate, parseLocalDate } from '../domain/local-date.ts';
import type { Path } from '../load/place.ts';
import type { SourceFile } from '../load/source-file.ts';
import { field, has, integer, list, parsed, string, word } from './read.ts';

/**
 * What can be understood of a tenant file, for the rules. A value that is missing or that the schema refuses is undefined, so that rules
 * run over files that have other mistakes too and all problems come in one run.
 */
export interface TenantView {
  source: SourceFile;
  /** The file's name without `.yaml`. */
  fileId: string;
  id?: TenantId;
  address?: string;
  contract: ContractView;
  numbers: readonly AssignmentView[];
  /** undefined: there is no roster that is a list. */
  roster?: readonly PersonView[];
  report: ReportView;
  hours: readonly { path: Path; text: string }[];
  blocked: readonly { path: Path; number?: CallerNumber }[];
  /** Sound files of its own. */
  announcements: readonly { path: Path; name: string }[];
}

export interface ContractView {
  starts?: LocalDate;
  ends?: LocalDate;
  suspendedSince?: LocalDate;
  identityCheck?: { method?: string; verifiedOn?: LocalDate };
}

/** One lent number of a tenant. */
export interface AssignmentView {
  path: Path;
  number?: LentNumber;
  type?: NumberType;
  kind?: NumberKind;
  usage?: UsageMode;
  forwardedFrom?: { number?: NationalNumber; line?: ForwardingLine };
  /** Its own dates alone. */
  starts?: LocalDate;
  ends?: LocalDate;
}

export interface PersonView {
  path: Path;
  id?: PersonId;
  email?: string;
  /** Whether the key is there at all, valid or not. */
  hasEmail: boolean;
}

export interface ReportView {
  channel?: 'mail' | 'chatwork';
  hasTo: boolean;
  to: readonly { path: Path; id?: PersonId }[];
  chatwork?: {
    /** Whether the key roomId is there, valid or not. */
    adopted: boolean;
    roomId?: number;
    /** Asked for, or written in a way that the schema refuses. */
    invite: boolean;
    members: readonly { path: Path; accountId?: number }[];
  };
}

export function viewTenant(source: SourceFile): TenantView {
  const top = source.value;
  const roster = field(top, 'roster');
  return dense({
    source,
    fileId: source.name.replace(/\.yaml$/, ''),
    id: parsed(field(top, 'id'), parseTenantId),
    address: string(field(field(top, 'company'), 'address')),
    contract: viewContract(field(top, 'contract')),
    numbers: list(field(top, 'numbers')).map((n, i) => viewAssignment(n, ['numbers', i])),
    roster: Array.isArray(roster) ? roster.map((p, i) => viewPerson(p, ['roster', i])) : undefined,
    report: viewReport(field(top, 'report')),
    hours: ['weekdays', 'saturdays', 'holidays'].flatMap((day) => {
      const text = string(field(field(top, 'hours'), day));
      return text === undefined ? [] : [{ path: ['hours', day], text }];
    }),
    blocked: list(field(field(top, 'calls'), 'block')).map((n, i) =>
      dense({ path: ['calls', 'block', i], number: parsed(n, parseCallerNumber) }),
    ),
    announcements: MOMENTS.flatMap((moment) => {
      const name = string(field(field(top, 'announcements'), moment));
      return name === undefined ? [] : [{ path: ['announcements', moment], name }];
    }),
  });
}

function viewContract(value: unknown): ContractView {
  const check = field(value, 'identityCheck');
  return dense({
    starts: parsed(field(value, 'starts'), parseLocalDate),
    ends: parsed(field(value, 'ends'), parseLocalDate),
    suspendedSince: parsed(field(field(value, 'suspended'), 'since'), parseLocalDate),
    identityCheck: has(value, 'identityCheck')
      ? dense({
          method: string(field(check, 'method')),
          verifiedOn: parsed(field(check, 'verifiedOn'), parseLocalDate),
        })
      : undefined,
  });
}

function viewAssignment(value: unknown, path: Path): AssignmentView {
  const from = field(value, 'forwardedFrom');
  return dense({
    path,
    number: parsed(field(value, 'number'), parseLentNumber),
    type: word(field(value, 'type'), ['03', '050']),
    kind: has(value, 'kind') ? word(field(value, 'kind'), ['phone', 'fax']) : 'phone',
    usage: word(field(value, 'usage'), ['forwarding', 'displayed']),
    forwardedFrom: has(value, 'forwardedFrom')
      ? dense({
          number: parsed(field(from, 'number'), parseNationalNumber),
          line: word(field(from, 'line'), FORWARDING_LINES),
        })
      : undefined,
    starts: parsed(field(value, 'starts'), parseLocalDate),
    ends: parsed(field(value, 'ends'), parseLocalDate),
  });
}

function viewPerson(value: unknown, path: Path): PersonView {
  return dense({
    path,
    id: parsed(field(value, 'id'), parsePersonId),
    email: string(field(value, 'email')),
    hasEmail: has(value, 'email'),
  });
}

function viewReport(value: unknown): ReportView {
  const room = field(value, 'chatwork');
  return dense({
    channel: word(field(value, 'channel'), ['mail', 'chatwork']),
    hasTo: has(value, 'to'),
    to: list(field(value, 'to')).map((id, i) =>
      dense({ path: ['report', 'to', i], id: parsed(id, parsePersonId) }),
    ),
    chatwork: has(value, 'chatwork')
      ? dense({
          adopted: has(room, 'roomId'),
          roomId: integer(field(room, 'roomId')),
          invite: has(room, 'invite') && field(room, 'invite') !== false,
          members: list(field(room, 'members')).map((m, i) =>
            dense({ path: ['report', 'chatwork', 'members', i], accountId: integer(field(m, 'accountId')) }),
          ),
        })
      : undefined,
  });
}

/** The same without the keys that are undefined: an optional property is absent, not undefined. */
type Dense<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function dense<T extends object>(value: T): Dense<T> {
  const filled: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) if (inner !== undefined) filled[key] = inner;
  return filled as Dense<T>;
}
