import { at, type Rule } from '../rule.ts';

/** Names that never leave a network (RFC 6761, RFC 2606); the gateway uses one of them for Chatwork's reports. */
const INTERNAL = /\.(?:invalid|localhost|local|internal)$/;

/** A report to the report domain would be a report again, round and round; one to an internal name reaches our own machines. */
export const emailNotDeliverable: Rule = {
  code: 'email-not-deliverable',
  severity: 'error',
  *check({ tenants, reportDomain }) {
    for (const { source, roster } of tenants) {
      for (const { path, email } of roster ?? []) {
        const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase();
        if (domain === undefined) continue;
        if (domain === reportDomain?.toLowerCase()) {
          const why = 'the address is at our own report domain, and its reports would come back for ever';
          yield at(source, [...path, 'email'], why, 'write the person’s own address');
        } else if (INTERNAL.test(domain)) {
          yield at(
            source,
            [...path, 'email'],
            `no mail is delivered to ${domain}`,
            'write the person’s own address',
          );
        }
      }
    }
  },
};
