import type { ContractDays } from '../domain/contract-state.ts';
import type { PersonId } from '../domain/ids.ts';
import { addDays } from '../domain/local-date.ts';
import { type Recipient, recipients } from '../domain/recipients.ts';
import type { Tenant } from '../model/tenant.ts';
import { mailRouting } from './mail-routing.ts';

/** Where a report of a call goes, and why, while reports are taken. */
export interface ReportDestination {
  channel: 'mail' | 'chatwork';
  /** Mail only. */
  recipients: (Recipient & { name: string })[];
  /** Chatwork only: everybody in the room sees it. */
  room?: { name: string; roomId?: number };
}

/** @param person who was asked for; undefined: nobody in particular. Must be in the roster. */
export function reportDestination(tenant: Tenant, person: PersonId | undefined): ReportDestination {
  return reportDestinations(tenant)(person);
}

/** The same for whoever asks about all of a tenant's people: what is the tenant's own is worked out once. */
export function reportDestinations(tenant: Tenant): (person?: PersonId) => ReportDestination {
  const { report, roster } = tenant;
  if (report.channel === 'chatwork') {
    const { room: name, roomId } = report;
    const room = { name, ...(roomId === undefined ? {} : { roomId }) };
    return () => ({ channel: 'chatwork', recipients: [], room });
  }
  const names = new Map(roster.map((p) => [p.id, p.name]));
  const routing = mailRouting(tenant, report);
  return (person) => ({
    channel: 'mail',
    recipients: recipients(routing, person).map((r) => ({ ...r, name: names.get(r.person) ?? '' })),
  });
}

/** The days of a tenant's contract on a stack. */
export function contractDays(
  { contract: { starts, ends, suspended } }: Pick<Tenant, 'contract'>,
  graceDays: number,
): ContractDays {
  return {
    starts,
    ...(ends === undefined ? {} : { ends, reportsUntil: addDays(ends, graceDays) }),
    ...(suspended ? { suspendedSince: suspended.since } : {}),
  };
}
