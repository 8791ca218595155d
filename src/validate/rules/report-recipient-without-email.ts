import { at, type Rule } from '../rule.ts';

/** A specified destination without an address would be a report that nobody gets. */
export const reportRecipientWithoutEmail: Rule = {
  code: 'report-recipient-without-email',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster, report } of tenants) {
      const without = new Set((roster ?? []).flatMap((p) => (p.id !== undefined && !p.hasEmail ? p.id : [])));
      for (const { path, id } of report.to) {
        if (id === undefined || !without.has(id)) continue;
        const why = {
          en: `${id} is a specified destination but has no mail address in the roster`,
          ja: `指定の送り先 ${id} のメールアドレスが名簿にありません`,
        };
        yield at(source, path, why, {
          en: `add the address of ${id}, or take ${id} out of report.to`,
          ja: `${id} のメールアドレスを加えるか、${id} を report.to から外してください`,
        });
      }
    }
  },
};
