import type { PersonId, TenantId } from './ids.ts';

/** Where operators write to, for a call to this tenant or to a person of it. @param domain the stack's REPORT_DOMAIN */
export function reportAddress(tenant: TenantId, person: PersonId | undefined, domain: string): string {
  return `${tenant}${person === undefined ? '' : `+${person}`}@${domain}`;
}
