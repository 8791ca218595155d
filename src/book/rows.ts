import type { ContractDays } from '../domain/contract-state.ts';
import type { TenantId } from '../domain/ids.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { OperatorFacts } from '../render/documents/facts.ts';
import { modeOf } from '../render/documents/sheet-number.ts';

/** What the list of the book shows of a tenant, and what it is found by. */
export interface IndexRow extends ContractDays {
  id: TenantId;
  name: string;
  kana: string;
  numbers: readonly IndexNumber[];
  people: readonly { name: string; kana: string }[];
}

export interface IndexNumber {
  /** As people write it. */
  number: string;
  mode: ReturnType<typeof modeOf>;
  starts: LocalDate;
  ends?: LocalDate;
}

export function indexRow(facts: OperatorFacts): IndexRow {
  const { id, name, kana, numbers, roster, starts, ends, suspendedSince, reportsUntil } = facts;
  return {
    id,
    name,
    kana,
    numbers: numbers.map((n) => ({
      number: n.number,
      mode: modeOf(n),
      starts: n.starts,
      ...(n.ends === undefined ? {} : { ends: n.ends }),
    })),
    people: roster.map((person) => ({ name: person.name, kana: person.kana })),
    starts,
    ...(ends === undefined ? {} : { ends }),
    ...(suspendedSince === undefined ? {} : { suspendedSince }),
    ...(reportsUntil === undefined ? {} : { reportsUntil }),
  };
}
