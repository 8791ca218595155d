import { atKey, type Rule } from '../rule.ts';

/** The first in the roster is the person in charge, who gets what nobody else gets: there has to be one. */
export const rosterEmpty: Rule = {
  code: 'roster-empty',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster } of tenants) {
      if (roster?.length !== 0) continue;
      yield atKey(
        source,
        ['roster'],
        {
          en: 'nobody is in the roster, so that nobody is in charge',
          ja: '名簿に誰もおらず、責任者がいません',
        },
        { en: 'add the person in charge', ja: '責任者を加えてください' },
      );
    }
  },
};
