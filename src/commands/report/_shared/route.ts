import type { PersonId } from '../../../domain/ids.ts';
import type { Text } from '../../../domain/language.ts';
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
  refusal?: Text;
  /** What the day is in the contract. Suspended and in its days of grace a tenant still gets what is reported. */
  contract: 'not-started' | 'running' | 'suspended' | 'grace' | 'ended';
  /** The last day on which reports are taken; absent: no end is known. */
  takenUntil?: LocalDate;
  /** Mail only. Empty where reports are not taken. */
  recipients: { person: string; name: string; email: string; why: RecipientReason }[];
  /** Set where the stack captures: what is said here is whom it would reach. */
  captured?: true;
  /** Chatwork only, where reports are taken: everybody in the room sees it. */
  room?: { name: string; roomId?: number };
}

/** What {@link RecipientReason} means, for operators. */
export const REASONS: Record<RecipientReason, Text> = {
  named: { en: 'who was asked for', ja: '名指しされた本人' },
  'named-has-no-address': {
    en: 'who was asked for has no address: the first in the roster, who is in charge',
    ja: '名指しされた人に宛先がないため、名簿の先頭（責任者）',
  },
  'nobody-named': {
    en: 'nobody was asked for: the first in the roster, who is in charge',
    ja: '名指しがないため、名簿の先頭（責任者）',
  },
  specified: { en: 'specified by the tenant', ja: '契約会社が指定した送付先' },
};

/** Works out a report's way from the files alone; nothing is sent and nothing is asked. */
export function routeOf(tenant: Tenant, person: PersonId | undefined, stack: Stack, date: LocalDate): Route {
  const { ends } = tenant.contract;
  const takenUntil = ends && addDays(ends, stack.report.graceDays);
  const refusal = refusalOn(tenant, takenUntil, date);
  const base = {
    tenant: tenant.id,
    ...(person === undefined ? {} : { person }),
    contract: contractOn(tenant, takenUntil, date),
    ...(takenUntil === undefined ? {} : { takenUntil }),
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
function refusalOn({ contract }: Tenant, until: LocalDate | undefined, date: LocalDate): Text | undefined {
  if (date < contract.starts) {
    return {
      en: `before the contract’s start on ${contract.starts}`,
      ja: `契約開始（${contract.starts}）前`,
    };
  }
  if (until !== undefined && date > until) {
    return {
      en: `the contract ended on ${contract.ends}, and its reports on ${until}`,
      ja: `契約は${contract.ends}に終了し、報告の受付も${until}までで終わり`,
    };
  }
  return undefined;
}

function contractOn({ contract }: Tenant, until: LocalDate | undefined, date: LocalDate): Route['contract'] {
  if (date < contract.starts) return 'not-started';
  if (until !== undefined && date > until) return 'ended';
  if (contract.ends !== undefined && date > contract.ends) return 'grace';
  return contract.suspended && date >= contract.suspended.since ? 'suspended' : 'running';
}
