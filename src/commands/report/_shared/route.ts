import type { PersonId } from '../../../domain/ids.ts';
import { addDays, type LocalDate } from '../../../domain/local-date.ts';
import { type RecipientReason, recipients } from '../../../domain/recipients.ts';
import type { Stack } from '../../../model/stack.ts';
import type { Tenant } from '../../../model/tenant.ts';
import { mailRouting } from '../../../render/mail-routing.ts';

/** Who would get a report, and why. */
export interface Route {
  tenant: string;
  person?: string;
  channel: 'mail' | 'chatwork';
  /** Whether reports are taken on the day. */
  taken: boolean;
  /** Why they are not. */
  refusal?: string;
  /** Mail only. Empty where reports are not taken. */
  recipients: { person: string; name: string; email: string; why: RecipientReason }[];
  /** Set where the stack captures: what is said here is whom it would reach. */
  captured?: true;
  /** Chatwork only, where reports are taken: everybody in the room sees it. */
  room?: { name: string; roomId?: number };
}

/** What {@link RecipientReason} means, for people. */
export const REASONS: Record<RecipientReason, string> = {
  named: 'the caller asked for them',
  'named-has-no-address': 'whom the caller asked for has no address: the first in the roster',
  'nobody-named': 'the call was for nobody in particular: the first in the roster',
  specified: 'the destination that the tenant has specified',
};

/** Works out a report's way from the files alone; nothing is sent and nothing is asked. */
export function routeOf(tenant: Tenant, person: PersonId | undefined, stack: Stack, date: LocalDate): Route {
  const refusal = refusalOn(tenant, stack.report.graceDays, date);
  const base = {
    tenant: tenant.id,
    ...(person === undefined ? {} : { person }),
    taken: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal }),
    ...(stack.delivery === 'capture' ? { captured: true as const } : {}),
  };
  const { report } = tenant;
  // Whoever reads the recipients alone would take them for served.
  if (refusal !== undefined) return { ...base, channel: report.channel, recipients: [] };
  if (report.channel === 'chatwork') {
    const room = { name: report.room, ...(report.roomId === undefined ? {} : { roomId: report.roomId }) };
    return { ...base, channel: 'chatwork', recipients: [], room };
  }
  const names = new Map(tenant.roster.map((p) => [p.id, p.name]));
  const chosen = recipients(mailRouting(tenant, report), person);
  return {
    ...base,
    channel: 'mail',
    recipients: chosen.map((r) => ({
      person: r.person,
      name: names.get(r.person) ?? '',
      email: r.email,
      why: r.why,
    })),
  };
}

/** Reports are taken from the contract's start until its last reports have had their days of grace. */
function refusalOn({ contract }: Tenant, graceDays: number, date: LocalDate): string | undefined {
  if (date < contract.starts) return `the contract starts on ${contract.starts}`;
  if (contract.ends !== undefined && date > addDays(contract.ends, graceDays)) {
    return `the contract ended on ${contract.ends}, and ${graceDays} days of grace are over`;
  }
  return undefined;
}
