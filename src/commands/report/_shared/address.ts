import { type PersonId, parsePersonId } from '../../../domain/ids.ts';
import { Problem } from '../../../domain/problem.ts';
import type { Tenant } from '../../../model/tenant.ts';
import { unknownTenant } from '../../_cli/unknown-tenant.ts';

/** The tenant of that id. Problem `tenant-unknown` */
export function tenantOf(tenants: readonly Tenant[], id: string): Tenant {
  const tenant = tenants.find((t) => t.id === id);
  if (tenant) return tenant;
  throw unknownTenant(
    id,
    tenants.map((t) => t.id),
  );
}

/** The person of that id in the tenant's roster; undefined where none is named. Problem `person-unknown` */
export function personOf(tenant: Tenant, id: string | undefined): PersonId | undefined {
  if (id === undefined) return undefined;
  const person = parsePersonId(id);
  if (person.ok && tenant.roster.some((p) => p.id === person.value)) return person.value;
  const known = tenant.roster.map((p) => p.id).join(', ');
  throw new Problem(
    'person-unknown',
    {
      en: `${tenant.id} has no “${id}” in its roster: a report to it is refused (550 at RCPT), never guessed`,
      ja: `${tenant.id} の名簿に “${id}” はありません。その宛先への報告は断られます（RCPT で 550）`,
    },
    { en: `name one of: ${known}`, ja: `次のどれかを指定してください: ${known}` },
  );
}
