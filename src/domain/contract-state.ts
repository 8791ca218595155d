import type { LocalDate } from './local-date.ts';

/**
 * What a day is in a contract. In the days of grace after its end reports are still taken; suspended (police may ask to stop a number) its
 * calls get an announcement, and its reports still arrive.
 */
export type ContractState = 'not-started' | 'running' | 'suspended' | 'grace' | 'ended';

/** The days of a contract, each included. */
export interface ContractDays {
  starts: LocalDate;
  ends?: LocalDate;
  suspendedSince?: LocalDate;
  /** The last day on which reports are taken: the end and the stack's days of grace. Absent as long as no end is known. */
  reportsUntil?: LocalDate;
}

export function contractState(days: ContractDays, date: LocalDate): ContractState {
  const { starts, ends, suspendedSince, reportsUntil } = days;
  if (date < starts) return 'not-started';
  if (reportsUntil !== undefined && date > reportsUntil) return 'ended';
  if (ends !== undefined && date > ends) return 'grace';
  return suspendedSince !== undefined && date >= suspendedSince ? 'suspended' : 'running';
}
