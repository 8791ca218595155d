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
      const why = {
        en: `${tenant.id} cannot be a tenant, since ${tenant.id}@ our report domain means something else to mail systems`,
        ja: `${tenant.id} は契約会社IDにできません。報告用ドメインの ${tenant.id}@ はメールの仕組みで別の意味を持ちます`,
      };
      yield at(tenant.source, ['id'], why, {
        en: 'choose another id and file name',
        ja: '別の契約会社IDとファイル名を選んでください',
      });
    }
  },
};
