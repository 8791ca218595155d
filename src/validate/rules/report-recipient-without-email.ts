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
        const why = `${id} is a specified destination but has no mail address in the roster`;
        yield at(source, path, why, `add the address of ${id}, or take ${id} out of report.to`);
      }
    }
  },
};
