import type { MailRouting } from '../domain/recipients.ts';
import type { MailReport, Tenant } from '../model/tenant.ts';

/** What the choice of recipients needs to know of a mail tenant. */
export function mailRouting({ roster }: Pick<Tenant, 'roster'>, report: MailReport): MailRouting {
  return { roster, ...(report.to === undefined ? {} : { to: report.to }) };
}
