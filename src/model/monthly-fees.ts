import { extraRecipients, reportFee } from '../domain/fees.ts';
import type { TenantId } from '../domain/ids.ts';
import { mostRecipients } from '../domain/recipients.ts';
import type { Tenant } from './tenant.ts';

/** What a tenant pays for its reports in a month, beside the base fee. */
export interface MonthlyFee {
  tenant: TenantId;
  company: string;
  channel: 'mail' | 'chatwork';
  /** Most recipients that a mail report can have at the same time; absent with Chatwork, whose rooms are not counted by heads. */
  recipients?: number;
  /** Of these the base fee does not cover so many. */
  extra?: number;
  /** Yen, tax included. */
  yen: number;
}

/** YYYY-MM. */
const MONTH = /^(20|21)\d{2}-(0[1-9]|1[0-2])$/;

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/**
 * The options of every tenant whose contract is in force on any day of a month, by its file as it is now; sorted by id. A suspended
 * contract is in force: its fees are for people to waive.
 *
 * @param month YYYY-MM
 */
export function monthlyFees(tenants: readonly Tenant[], month: string): MonthlyFee[] {
  return tenants.filter(({ contract }) => inForce(contract, month)).map(monthlyFee);
}

/** Days compare as text: `2027-02-31` comes after every day of February. */
function inForce({ starts, ends }: Tenant['contract'], month: string): boolean {
  return starts <= `${month}-31` && (ends === undefined || ends >= `${month}-01`);
}

/** What one tenant pays in any month in which its contract is in force. */
export function monthlyFee({ id, company, report, roster }: Tenant): MonthlyFee {
  const { channel } = report;
  const common = { tenant: id, company: company.name, channel };
  if (channel === 'chatwork') return { ...common, yen: reportFee(channel, 0) };
  const recipients = mostRecipients({ roster, ...(report.to === undefined ? {} : { to: report.to }) });
  return { ...common, recipients, extra: extraRecipients(recipients), yen: reportFee(channel, recipients) };
}
