import { at, type Rule } from '../rule.ts';

/**
 * Ids whose report address would be an address that every domain must or commonly does have (RFC 2142, RFC 5321 section 4.5.1, and
 * what Postfix itself sends from): mail for the postmaster would reach a customer.
 */
const RESERVED = new Set([
  'abuse',
  'admin',
  'administrator',
  'bounce',
  'daemon',
  'default',
  'denwaban',
  'double-bounce',
  'ftp',
  'hostmaster',
  'list',
  'mail',
  'mailer-daemon',
  'named',
  'news',
  'noc',
  'no-reply',
  'nobody',
  'noreply',
  'owner',
  'postfix',
  'postmaster',
  'reports',
  'root',
  'security',
  'support',
  'usenet',
  'uucp',
  'webmaster',
  'www',
]);

export const tenantIdReserved: Rule = {
  code: 'tenant-id-reserved',
  severity: 'error',
  *check({ tenants }) {
    for (const tenant of tenants) {
      if (tenant.id === undefined || !RESERVED.has(tenant.id)) continue;
      const why = `${tenant.id} cannot be a tenant, since ${tenant.id}@ our report domain means something else to mail systems`;
      yield at(tenant.source, ['id'], why, 'choose another id and file name');
    }
  },
};
