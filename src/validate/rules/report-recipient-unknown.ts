import { at, type Rule } from '../rule.ts';
import { nearest } from '../schema/nearest.ts';

/** As many ids as a message can name and a person can look through. */
const NAMED = 10;
/** As many people as the schema lets a roster have: more is refused, and looking through them for each recipient would take for ever. */
const LOOKED_AT = 200;

/** Reports by mail cover the roster alone: a destination that is not in it has no address. */
export const reportRecipientUnknown: Rule = {
  code: 'report-recipient-unknown',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster, report } of tenants) {
      if (!roster) continue;
      const known = new Set<string>(roster.flatMap((p) => p.id ?? []));
      const ids = [...known].slice(0, LOOKED_AT);
      const more = known.size > NAMED ? ` and ${known.size - NAMED} more of the roster` : '';
      const choices = `write named or one of ${ids.slice(0, NAMED).join(', ')}${more}`;
      for (const { path, id } of report.to) {
        if (id === undefined || id === 'named' || known.has(id)) continue;
        const meant = nearest(id, ids);
        const action = meant ? `did you mean ${meant}? Otherwise ${choices}` : choices;
        yield at(source, path, `${id} is not in the roster, so that there is no address to send to`, action);
      }
    }
  },
};
