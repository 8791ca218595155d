import { numberType, parseLentNumber } from '../../domain/lent-number.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { Diagnostic, Position } from '../../load/diagnostic.ts';
import type { Path } from '../../load/place.ts';
import { problemAt } from '../../load/problem-at.ts';
import type { TenantFile } from '../../model/tenant-file.ts';
import { usualGreeting } from '../usual.ts';
import { asDay, asNumber } from './cell-forms.ts';
import type { Column } from './columns.ts';
import type { Cell, Row } from './table.ts';

/** A tenant of the list. */
export interface ImportedTenant {
  /** As the list says it; the schema has not seen it yet. */
  tenant: TenantFile;
  /** Where it begins in the list. */
  at: Position;
  /** Which cell each value came from. */
  origins: readonly { path: Path; at: Position }[];
}

const OF_NUMBER: readonly Column[] = [
  ...(['number', 'type', 'kind', 'usage', 'forwarded-from', 'line', 'number-starts', 'number-ends'] as const),
];
const OF_PERSON: readonly Column[] = [
  ...([
    'person-id',
    'person-name',
    'person-kana',
    'person-title',
    'person-department',
    'person-email',
  ] as const),
];
const OF_ROW: ReadonlySet<Column> = new Set([...OF_NUMBER, ...OF_PERSON]);

/** What the rows of one tenant say together; what two rows say differently is a problem. */
export function rowTenant(file: string, rows: readonly Row[]): ImportedTenant & { problems: Diagnostic[] } {
  const [first] = rows;
  const { company, problems } = companyCells(file, rows);
  const origins: { path: Path; at: Position }[] = [];
  const take = (
    cells: ReadonlyMap<Column, Cell>,
    column: Column,
    path: Path,
    form = (text: string) => text,
  ) => {
    const cell = cells.get(column);
    if (!cell) return undefined;
    origins.push({ path, at: cell });
    return form(cell.text);
  };
  const of = (column: Column, path: Path, form?: (text: string) => string) =>
    take(company, column, path, form);

  const numbers = rows.filter(({ cells }) => OF_NUMBER.some((column) => cells.has(column)));
  const people = rows.filter(({ cells }) => OF_PERSON.some((column) => cells.has(column)));
  const name = of('name', ['company', 'name']);
  const tenant = without({
    id: of('id', ['id']),
    company: {
      name,
      kana: of('kana', ['company', 'kana']),
      greeting:
        of('greeting', ['company', 'greeting']) ?? (name === undefined ? undefined : usualGreeting(name)),
      address: of('address', ['company', 'address']),
    },
    contract: {
      starts: of('starts', ['contract', 'starts'], asDay),
      ends: of('ends', ['contract', 'ends'], asDay),
      suspended: {
        since: of('suspended-since', ['contract', 'suspended', 'since'], asDay),
        reason: of('suspended-reason', ['contract', 'suspended', 'reason']),
      },
      identityCheck: {
        method: of('identity-method', ['contract', 'identityCheck', 'method']),
        verifiedOn: of('identity-on', ['contract', 'identityCheck', 'verifiedOn'], asDay),
        recordRef: of('identity-ref', ['contract', 'identityCheck', 'recordRef']),
      },
    },
    numbers: numbers.map(({ at, cells }, i) => {
      const here = (column: Column, key: string[], form?: (text: string) => string) =>
        take(cells, column, ['numbers', i, ...key], form);
      origins.push({ path: ['numbers', i], at });
      const number = here('number', ['number'], asNumber);
      const parsed = parseLentNumber(number ?? '');
      return {
        number,
        type: here('type', ['type']) ?? (parsed.ok ? numberType(parsed.value) : undefined),
        kind: here('kind', ['kind']),
        usage: here('usage', ['usage']),
        forwardedFrom: {
          number: here('forwarded-from', ['forwardedFrom', 'number']),
          line: here('line', ['forwardedFrom', 'line']),
        },
        starts: here('number-starts', ['starts'], asDay),
        ends: here('number-ends', ['ends'], asDay),
      };
    }),
    roster: people.map(({ at, cells }, i) => {
      origins.push({ path: ['roster', i], at });
      const here = (column: Column, key: string) => take(cells, column, ['roster', i, key]);
      return {
        id: here('person-id', 'id'),
        name: here('person-name', 'name'),
        kana: here('person-kana', 'kana'),
        title: here('person-title', 'title'),
        department: here('person-department', 'department'),
        email: here('person-email', 'email'),
      };
    }),
    report: {
      channel: of('channel', ['report', 'channel']),
      to: words(of('to', ['report', 'to'])),
      chatwork: {
        room: of('room', ['report', 'chatwork', 'room']),
        roomId: integer(of('room-id', ['report', 'chatwork', 'roomId'])),
        members: words(of('members', ['report', 'chatwork', 'members']))?.map(member),
        invite: yesNo(of('invite', ['report', 'chatwork', 'invite'])),
      },
    },
    hours: {
      weekdays: of('weekdays', ['hours', 'weekdays']),
      saturdays: of('saturdays', ['hours', 'saturdays']),
      holidays: of('holidays', ['hours', 'holidays']),
    },
  });
  // Lists that must be there are told as empty, not as missing.
  const value = {
    ...tenant,
    numbers: tenant.numbers ?? [],
    roster: tenant.roster ?? [],
  } as unknown as TenantFile;
  return { tenant: value, at: first?.at ?? { line: 1, column: 1 }, origins, problems };
}

/** The company's columns: each said once, or the same in several rows. */
function companyCells(file: string, rows: readonly Row[]) {
  const company = new Map<Column, Cell>();
  const problems: Diagnostic[] = [];
  for (const { cells } of rows) {
    for (const [column, cell] of cells) {
      if (OF_ROW.has(column)) continue;
      const said = company.get(column);
      if (!said) company.set(column, cell);
      else if (said.text !== cell.text) {
        const value = oneLine(cell.text, 60);
        const why = {
          en: `${column} is “${value}” here and another in line ${said.line} of the same tenant`,
          ja: `${column} がここでは “${value}” ですが、同じ契約会社の ${said.line} 行目と違います`,
        };
        const action = {
          en: 'say it once, or the same each time; it holds for the tenant as a whole',
          ja: '一度だけ書くか、毎回同じにしてください。契約会社全体に一つのものです',
        };
        problems.push(problemAt(file, cell, 'import-contradiction', why, action));
      }
    }
  }
  return { company, problems };
}

type Loose = { [key: string]: unknown };

/** What nobody has filled in is not there; nor is a mapping that holds nothing. */
function without(value: Loose): Loose {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      const kept = Array.isArray(inner)
        ? inner.map((one) => (isMapping(one) ? without(one) : one))
        : isMapping(inner)
          ? without(inner)
          : inner;
      const nothing = kept === undefined || (isMapping(kept) && Object.keys(kept).length === 0);
      return nothing ? [] : [[key, kept]];
    }),
  );
}

function isMapping(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(text: string | undefined): string[] | undefined {
  return text?.split(/[\s;、]+/).filter((word) => word !== '');
}

/** What is no number stays as it is, for the schema to refuse. */
function integer(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function yesNo(text: string | undefined): boolean | string | undefined {
  return text === 'yes' ? true : text === 'no' ? false : text;
}

function member(text: string): Loose {
  const [account, role = 'member'] = text.split(':');
  return { accountId: integer(account), role };
}
