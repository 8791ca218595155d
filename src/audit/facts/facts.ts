import { RECORD_REF } from '../../domain/identity-method.ts';
import { parseLentNumber } from '../../domain/lent-number.ts';
import { parseLocalDate } from '../../domain/local-date.ts';
import { parse } from '../../load/parse.ts';
import type { RawFile } from '../../load/raw-file.ts';
import { NUMBERS_FILE, sizeLimit } from '../../load/size-limit.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { type NumbersView, viewNumbers } from '../../validate/numbers-view.ts';
import { field, integer, list, parsed, string, word } from '../../validate/read.ts';
import { type TenantView, viewTenant } from '../../validate/tenant-view.ts';
import { type Picked, pick, type Shape, unpick } from './pick.ts';

/** What an audit keeps of a file's content. */
export type Facts =
  | ({ kind: 'tenant'; channel?: string } & Picked)
  | ({ kind: 'numbers' } & Picked)
  /** Nothing that could have been in force: a code of `load`, or `file-not-understood`. */
  | { kind: 'unreadable'; code: string; line: number };

const WORD = /^[a-z][a-z0-9-]{0,39}$/;
const DIGITS = /^[0-9+-]{1,20}$/;

/** Each of a form in which no name has room: a reference that is none may be anything. */
const TENANT: Shape = {
  contract: {
    starts: DIGITS,
    ends: DIGITS,
    suspended: { since: DIGITS, reason: WORD },
    identityCheck: { method: WORD, verifiedOn: DIGITS, recordRef: new RegExp(RECORD_REF) },
  },
  numbers: [{ number: DIGITS, type: DIGITS, kind: WORD, usage: WORD, starts: DIGITS, ends: DIGITS }],
};
const NUMBERS: Shape = {
  blocks: [{ from: true, to: true, carrier: true, kinds: [true] }],
  quarantineDays: { displayed: true, forwarding: true },
  released: [{ number: true, usage: true, on: true }],
  reserved: [{ number: true, reason: true }],
};

/** Reads a file of any commit. Never throws: what cannot be read is told as such. */
export function factsOf(raw: RawFile): Facts {
  if (raw.bytes.length > sizeLimit(raw.name)) return { kind: 'unreadable', code: 'file-too-large', line: 1 };
  const read = parse(raw);
  if ('problems' in read) {
    const [first] = read.problems;
    return { kind: 'unreadable', code: first?.code ?? 'yaml-syntax', line: first?.line ?? 1 };
  }
  const { source } = read;
  if (raw.name === NUMBERS_FILE) {
    return isNumbers(source) ? { kind: 'numbers', ...pick(source, NUMBERS) } : NOT_UNDERSTOOD;
  }
  if (!isTenant(source)) return NOT_UNDERSTOOD;
  const channel = string(field(field(source.value, 'report'), 'channel'));
  const known = channel === 'mail' || channel === 'chatwork' ? { channel } : {};
  return { kind: 'tenant', ...known, ...pick(source, TENANT) };
}

const NOT_UNDERSTOOD: Facts = { kind: 'unreadable', code: 'file-not-understood', line: 1 };

/**
 * Not what the schema of today says: files of earlier years are judged by what an audit needs of them. A day that is written and is none
 * counts as much as one that is missing: who left it out would read another file than was written.
 */
function isTenant({ value }: SourceFile): boolean {
  const contract = field(value, 'contract');
  const suspended = field(contract, 'suspended');
  const check = field(contract, 'identityCheck');
  const numbers = list(field(value, 'numbers'));
  return (
    isDay(field(contract, 'starts')) &&
    isOptional(field(contract, 'ends'), isDay) &&
    isOptional(suspended, () => isDay(field(suspended, 'since'))) &&
    isOptional(check, () => isDay(field(check, 'verifiedOn')) && isWord(field(check, 'recordRef'))) &&
    numbers.length > 0 &&
    numbers.every(isLine)
  );
}

function isLine(line: unknown): boolean {
  return (
    isNumber(field(line, 'number')) &&
    word(field(line, 'usage'), USAGES) !== undefined &&
    isOptional(field(line, 'kind'), (kind) => word(kind, ['phone', 'fax']) !== undefined) &&
    isOptional(field(line, 'starts'), isDay) &&
    isOptional(field(line, 'ends'), isDay)
  );
}

function isNumbers({ value }: SourceFile): boolean {
  const days = field(value, 'quarantineDays');
  const blocks = list(field(value, 'blocks'));
  return (
    USAGES.every((usage) => isCount(field(days, usage))) &&
    blocks.length > 0 &&
    blocks.every((block) => isNumber(field(block, 'from')) && isNumber(field(block, 'to'))) &&
    list(field(value, 'reserved')).every((entry) => isNumber(field(entry, 'number'))) &&
    list(field(value, 'released')).every(
      (entry) =>
        isNumber(field(entry, 'number')) &&
        isDay(field(entry, 'on')) &&
        word(field(entry, 'usage'), USAGES) !== undefined,
    )
  );
}

const USAGES = ['forwarding', 'displayed'] as const;
/** A day more than a century of quarantine is a slip. */
const MOST_DAYS = 36_500;

function isDay(value: unknown): boolean {
  return parsed(value, parseLocalDate) !== undefined;
}

function isNumber(value: unknown): boolean {
  return parsed(value, parseLentNumber) !== undefined;
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): boolean {
  const days = integer(value);
  return days !== undefined && days >= 0 && days <= MOST_DAYS;
}

function isOptional(value: unknown, accepts: (value: unknown) => boolean): boolean {
  return value === undefined || accepts(value);
}

/** A tenant file as the rules see it. */
export function tenantView(names: { file: string; name: string }, facts: Picked): TenantView {
  return viewTenant(unpick(names, facts));
}

/** The file of our numbers as the rules see it. */
export function numbersView(names: { file: string; name: string }, facts: Picked): NumbersView {
  return viewNumbers(unpick(names, facts));
}
