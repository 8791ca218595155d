import { at, type Rule } from '../rule.ts';

/** In `report.to` the word `named` means whoever was asked for; a person of that id could not be told from it. */
export const rosterIdReserved: Rule = {
  code: 'roster-id-reserved',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster } of tenants) {
      for (const { path, id } of roster ?? []) {
        if (id !== 'named') continue;
        yield at(
          source,
          [...path, 'id'],
          {
            en: 'named means the person asked for and can be nobody’s id',
            ja: 'named は名指しされた人を表す言葉で、誰の id にもできません',
          },
          { en: 'choose another id', ja: '別の id を選んでください' },
        );
      }
    }
  },
};
