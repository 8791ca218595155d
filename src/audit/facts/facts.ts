import { RECORD_REF } from '../../domain/identity-method.ts';
import { parse } from '../../load/parse.ts';
import type { RawFile } from '../../load/raw-file.ts';
import { NUMBERS_FILE, sizeLimit } from '../../load/size-limit.ts';
import { type NumbersView, viewNumbers } from '../../validate/numbers-view.ts';
import { field, string } from '../../validate/read.ts';
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

/** A day more than a century of quarantine is a slip. */
const MOST_DAYS = 36_500;

/** Reads a file of any commit. Never throws: what cannot be read is told as such. */
export function factsOf(raw: RawFile): Facts {
  if (raw.bytes.length > sizeLimit(raw.name)) return { kind: 'unreadable', code: 'file-too-large', line: 1 };
  const parsed = parse(raw);
  if ('problems' in parsed) {
    const [first] = parsed.problems;
    return { kind: 'unreadable', code: first?.code ?? 'yaml-syntax', line: first?.line ?? 1 };
  }
  const { source } = parsed;
  if (raw.name === NUMBERS_FILE) {
    const picked = pick(source, NUMBERS);
    return understoodNumbers(viewNumbers(source)) ? { kind: 'numbers', ...picked } : NOT_UNDERSTOOD;
  }
  if (!understoodTenant(viewTenant(source))) return NOT_UNDERSTOOD;
  const channel = string(field(field(source.value, 'report'), 'channel'));
  const known = channel === 'mail' || channel === 'chatwork' ? { channel } : {};
  return { kind: 'tenant', ...known, ...pick(source, TENANT) };
}

const NOT_UNDERSTOOD: Facts = { kind: 'unreadable', code: 'file-not-understood', line: 1 };

/** Not what the schema of today says: files of earlier years are judged by what an audit needs of them. */
function understoodTenant({ contract, numbers }: TenantView): boolean {
  return (
    contract.starts !== undefined &&
    numbers.length > 0 &&
    numbers.every(
      ({ number, usage, kind }) => number !== undefined && usage !== undefined && kind !== undefined,
    )
  );
}

function understoodNumbers({ blocks, quarantineDays: { displayed, forwarding } }: NumbersView): boolean {
  return blocks.length > 0 && [displayed, forwarding].every((days) => days >= 0 && days <= MOST_DAYS);
}

/** A tenant file as the rules see it. */
export function tenantView(names: { file: string; name: string }, facts: Picked): TenantView {
  return viewTenant(unpick(names, facts));
}

/** The file of our numbers as the rules see it. */
export function numbersView(names: { file: string; name: string }, facts: Picked): NumbersView {
  return viewNumbers(unpick(names, facts));
}
