import type { PageData, PageHolder, PageNumber } from '../../src/audit/page/page-data.ts';
import { within } from './days.ts';

/** A number, with what it is found by. */
export interface Row {
  number: PageNumber;
  digits: string;
  /** Every id that ever held it. */
  tenants: string;
}

export interface Filter {
  text: string;
  onlyViolations: boolean;
}

export function rowsOf({ numbers }: PageData): Row[] {
  return numbers.map((number) => ({
    number,
    digits: number.number.replaceAll('-', ''),
    tenants: number.holders.flatMap(({ tenant, formerIds = [] }) => [tenant, ...formerIds]).join(' '),
  }));
}

/** By a part of the number, however it is written (03-5000, 035000, +81 3 5000, full width), or of a tenant's id. */
export function filterRows(rows: readonly Row[], { text, onlyViolations }: Filter): Row[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  const digits = /^[+\d\s()\u2010-\u2015-]+$/.test(wanted)
    ? wanted.replace(/[^+\d]/g, '').replace(/^\+81/, '0')
    : undefined;
  const found = (row: Row) =>
    wanted === '' ||
    (digits !== undefined && digits !== '' && row.digits.includes(digits)) ||
    row.tenants.includes(wanted);
  return rows.filter((row) => (!onlyViolations || row.number.violations.length > 0) && found(row));
}

export type StateName = 'active' | 'suspended' | 'reserved' | 'quarantine' | 'to_come' | 'available';

/** What a number was on a day, by what git knows at the end of the branch. */
export interface DayState {
  state: StateName;
  tenant?: string;
  usage?: string;
}

export function stateOn(number: PageNumber, day: string, { commits }: Pick<PageData, 'commits'>): DayState {
  const held = number.holders.find(({ from, to }) => within(day, from, to));
  if (held) return { state: stopped(held, day) ? 'suspended' : 'active', ...who(held) };
  const kept = number.reserved.some(({ began, ended }) => {
    const until = ended === undefined ? undefined : commits[ended]?.day;
    return (commits[began]?.day ?? day) <= day && (until === undefined || day < until);
  });
  if (kept) return { state: 'reserved' };
  const quarantine = number.quarantines.find(({ from, to }) => within(day, from, to));
  if (quarantine) return { state: 'quarantine', ...who(quarantine) };
  const next = number.holders.find(({ from, neverBegan }) => day < from && !neverBegan);
  return next ? { state: 'to_come', ...who(next) } : { state: 'available' };
}

function stopped({ suspensions = [] }: PageHolder, day: string): boolean {
  return suspensions.some(({ from, to }) => within(day, from, to));
}

function who({ tenant, usage }: { tenant?: string; usage: string }): { tenant?: string; usage: string } {
  return tenant === undefined ? { usage } : { tenant, usage };
}
