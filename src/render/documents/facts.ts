import type { ContractDays } from '../../domain/contract-state.ts';
import type { PersonId, TenantId } from '../../domain/ids.ts';
import { formatLentNumber, type NumberKind, type UsageMode } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Hours } from '../../domain/opening.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { printable } from '../../domain/printable.ts';
import type { RecipientReason } from '../../domain/recipients.ts';
import { reportAddress } from '../../domain/report-address.ts';
import type { Stack } from '../../model/stack.ts';
import type { LentNumberAssignment, Tenant } from '../../model/tenant.ts';
import { contractDays, reportDestinations } from '../report-destination.ts';

/**
 * All that an operator needs of a tenant, and nothing else: no identity check, no fee, nobody's mail address, no blocked caller. Plain JSON: the
 * operator card is made of it, and the operator's book holds it. Texts have nothing invisible in them.
 */
export interface OperatorFacts extends ContractDays {
  id: TenantId;
  name: string;
  kana: string;
  greeting: string;
  address?: string;
  /** By number, then day. */
  numbers: readonly NumberFacts[];
  hours: Hours;
  /** In order: the first is the person in charge (責任者). */
  roster: readonly PersonFacts[];
  /** Of a call for nobody in particular. */
  nobody: ReportFacts;
  /** Reports go into this Chatwork room, where everybody reads them. Absent: by mail. */
  room?: string;
  /** Whoever withholds its number is not put through. */
  refusesWithheld?: true;
  /** How many callers are not put through; 0 is left out. */
  blocked?: number;
}

export interface NumberFacts {
  /** As people write it: 03-5000-0001. */
  number: string;
  kind: NumberKind;
  usage: UsageMode;
  /** The line that forwards to it, in digits. */
  forwardedFrom?: string;
  starts: LocalDate;
  ends?: LocalDate;
}

export interface PersonFacts extends ReportFacts {
  name: string;
  kana: string;
  /** Department and title. */
  role?: string;
}

export interface ReportFacts {
  /** The address that the operator writes to: ours. */
  to: string;
  /** Who gets the report by mail, and why. */
  readers: readonly { name: string; why: RecipientReason }[];
}

/** @param report the stack's settings for reports */
export function operatorFacts(
  tenant: Tenant,
  report: Pick<Stack['report'], 'domain' | 'graceDays'>,
): OperatorFacts {
  const { id, company, hours, calls } = tenant;
  const destination = reportDestinations(tenant);
  const { room } = destination();
  const reportFacts = (person?: PersonId): ReportFacts => ({
    to: reportAddress(id, person, report.domain),
    readers: destination(person).recipients.map(({ name, why }) => ({
      name: printable(name),
      why,
    })),
  });
  return {
    id,
    name: printable(company.name),
    kana: printable(company.kana),
    greeting: printable(company.greeting),
    ...(company.address === undefined ? {} : { address: printable(company.address) }),
    ...contractDays(tenant, report.graceDays),
    numbers: tenant.numbers.toSorted(byNumber).map(numberFacts),
    hours,
    roster: tenant.roster.map((person) => ({
      name: printable(person.name),
      kana: printable(person.kana),
      ...role(person),
      ...reportFacts(person.id),
    })),
    nobody: reportFacts(),
    ...(room ? { room: printable(room.name) } : {}),
    ...(calls?.refuseWithheld ? { refusesWithheld: true } : {}),
    ...(calls && calls.block.length > 0 ? { blocked: calls.block.length } : {}),
  };
}

/** Their order in the file means nothing: a card that followed it would change with it. */
function byNumber(a: LentNumberAssignment, b: LentNumberAssignment): number {
  return byCodeUnit(a.number, b.number) || byCodeUnit(a.starts, b.starts);
}

function numberFacts({
  number,
  kind,
  usage,
  forwardedFrom,
  starts,
  ends,
}: LentNumberAssignment): NumberFacts {
  return {
    number: formatLentNumber(number),
    kind,
    usage,
    ...(forwardedFrom ? { forwardedFrom: forwardedFrom.number } : {}),
    starts,
    ...(ends === undefined ? {} : { ends }),
  };
}

function role({ department, title }: { department?: string; title?: string }): { role?: string } {
  const parts = [department, title].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { role: printable(parts.join(' ')) };
}
