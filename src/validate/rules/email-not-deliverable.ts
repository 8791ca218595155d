import { at, type Rule } from '../rule.ts';

/** Names that never leave a network (RFC 6761, RFC 2606); the gateway uses one of them for Chatwork's reports. */
const INTERNAL = /\.(?:invalid|localhost|local|internal)$/;

const OWN = { en: 'write the person’s own address', ja: '本人のメールアドレスを書いてください' };

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
          const why = {
            en: 'the address is at our own report domain, and its reports would come back for ever',
            ja: 'メールアドレスが当社の報告用ドメインのもので、受電報告が際限なく戻ってきます',
          };
          yield at(source, [...path, 'email'], why, OWN);
        } else if (INTERNAL.test(domain)) {
          yield at(
            source,
            [...path, 'email'],
            { en: `no mail is delivered to ${domain}`, ja: `${domain} にはメールが届きません` },
            OWN,
          );
        }
      }
    }
  },
};
