import { type ContractDays, type ContractState, contractState } from '../../../domain/contract-state.ts';
import type { PersonId } from '../../../domain/ids.ts';
import type { Text } from '../../../domain/language.ts';
import type { LocalDate } from '../../../domain/local-date.ts';
import type { RecipientReason } from '../../../domain/recipients.ts';
import type { Stack } from '../../../model/stack.ts';
import type { Tenant } from '../../../model/tenant.ts';
import { contractDays, reportDestination } from '../../../render/report-destination.ts';

/** Who would get a report, and why. */
export interface Route {
  tenant: string;
  person?: string;
  channel: 'mail' | 'chatwork';
  /** Whether reports are taken on the day. */
  taken: boolean;
  /** Why they are not. */
  refusal?: Text;
  /** What the day is in the contract. Suspended and in its days of grace a tenant still gets what is reported. */
  contract: ContractState;
  /** The last day on which reports are taken; absent: no end is known. */
  takenUntil?: LocalDate;
  /** Mail only. Empty where reports are not taken. */
  recipients: { person: string; name: string; email: string; why: RecipientReason }[];
  /** Set where the stack captures: what is said here is whom it would reach. */
  captured?: true;
  /** Chatwork only, where reports are taken: everybody in the room sees it. */
  room?: { name: string; roomId?: number };
}

/** Works out a report's way from the files alone; nothing is sent and nothing is asked. */
export function routeOf(tenant: Tenant, person: PersonId | undefined, stack: Stack, date: LocalDate): Route {
  const days = contractDays(tenant, stack.report.graceDays);
  const refusal = refusalOn(days, date);
  const { channel, recipients, room } = reportDestination(tenant, person);
  return {
    tenant: tenant.id,
    ...(person === undefined ? {} : { person }),
    contract: contractState(days, date),
    ...(days.reportsUntil === undefined ? {} : { takenUntil: days.reportsUntil }),
    taken: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal }),
    ...(stack.delivery === 'capture' ? { captured: true as const } : {}),
    channel,
    // Whoever reads the recipients alone would take them for served.
    recipients: refusal === undefined ? recipients : [],
    ...(refusal === undefined && room ? { room } : {}),
  };
}

/** Reports are taken from the contract's start until its last reports have had their days of grace. */
function refusalOn({ starts, ends, reportsUntil }: ContractDays, date: LocalDate): Text | undefined {
  if (date < starts) return { en: `before the contract’s start on ${starts}`, ja: `契約開始（${starts}）前` };
  if (reportsUntil !== undefined && date > reportsUntil) {
    return {
      en: `the contract ended on ${ends}, and its reports on ${reportsUntil}`,
      ja: `契約は${ends}に終了し、報告の受付も${reportsUntil}までで終わり`,
    };
  }
  return undefined;
}
