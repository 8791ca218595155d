import { sha256 } from '../../domain/canonical.ts';
import type { PersonId } from '../../domain/ids.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { recipients } from '../../domain/recipients.ts';
import type { Stack } from '../../model/stack.ts';
import type { DayHours, LentNumberAssignment, Person, Tenant } from '../../model/tenant.ts';
import { mailRouting } from '../mail-routing.ts';
import type { RenderedTenant } from '../objects.ts';
import { fill } from '../templates.ts';
import { type Html, html } from '../writers/html.ts';

/**
 * The operator card: one page with all that an operator needs to answer in the tenant's name (御社名を名乗る) and to report afterwards.
 * It needs no script and nothing from the network.
 */
export function operatorCard(
  tenant: Tenant,
  report: Pick<Stack['report'], 'domain'>,
): RenderedTenant['card'] {
  const { company, contract, hours } = tenant;
  const content = fill('documents/card.html', {
    greeting: html.text(company.greeting),
    name: html.text(company.name),
    kana: html.text(company.kana),
    address: company.address === undefined ? undefined : html.text(company.address),
    suspendedSince: contract.suspended && html.text(contract.suspended.since),
    numbers: tenant.numbers.toSorted(byNumber).map(numberRow),
    hours: [
      { days: html.markup`平日`, time: openFor(hours.weekdays) },
      { days: html.markup`土曜日`, time: openFor(hours.saturdays) },
      { days: html.markup`日曜日・祝日`, time: openFor(hours.holidays) },
    ],
    roster: tenant.roster.map((person, place) => ({
      name: html.text(person.name),
      kana: html.text(person.kana),
      inCharge: place === 0,
      role: html.text([person.department, person.title].filter((part) => part !== undefined).join(' ')),
      ...reportRow(tenant, report.domain, person),
    })),
    nobody: reportRow(tenant, report.domain),
  });
  return { digest: sha256(content), content };
}

/** Their order in the file means nothing: a card that followed it would change with it. */
function byNumber(a: LentNumberAssignment, b: LentNumberAssignment): number {
  return byCodeUnit(a.number, b.number) || byCodeUnit(a.starts, b.starts);
}

function numberRow(n: LentNumberAssignment): Record<string, Html> {
  const usage = n.usage === 'forwarding' ? html.markup`電話転送利用` : html.markup`番号表記利用`;
  return {
    number: html.text(formatLentNumber(n.number)),
    usage: n.kind === 'fax' ? html.markup`${usage}（FAX）` : usage,
    forwardedFrom: html.text(n.forwardedFrom?.number ?? ''),
    period: html.text(`${n.starts}〜${n.ends ?? ''}`),
  };
}

function openFor(hours: DayHours | undefined): Html {
  return hours === undefined ? html.markup`休み` : html.text(`${hours.from}〜${hours.to}`);
}

function reportRow(tenant: Tenant, domain: string, person?: Person): { address: Html; recipients: Html } {
  const local = person === undefined ? tenant.id : `${tenant.id}+${person.id}`;
  return { address: html.text(`${local}@${domain}`), recipients: html.text(readers(tenant, person?.id)) };
}

/** Who reads a report, by name. */
function readers(tenant: Tenant, person: PersonId | undefined): string {
  if (tenant.report.channel === 'chatwork') return `Chatworkの部屋「${tenant.report.room}」の全員`;
  const ids = recipients(mailRouting(tenant, tenant.report), person).map((r) => r.person);
  return ids.map((id) => tenant.roster.find((p) => p.id === id)?.name ?? id).join('、');
}
