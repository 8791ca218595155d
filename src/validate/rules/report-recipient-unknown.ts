import { at, type Rule } from '../rule.ts';

/** Reports by mail cover the roster alone: a destination that is not in it has no address. */
export const reportRecipientUnknown: Rule = {
  code: 'report-recipient-unknown',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster, report } of tenants) {
      if (!roster) continue;
      const known = new Set(roster.flatMap((p) => p.id ?? []));
      for (const { path, id } of report.to) {
        if (id === undefined || id === 'named' || known.has(id)) continue;
        const action = `write named or one of ${[...known].join(', ')}`;
        yield at(source, path, `${id} is not in the roster, so that there is no address to send to`, action);
      }
    }
  },
};
