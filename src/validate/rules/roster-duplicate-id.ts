import { at, type Rule } from '../rule.ts';

/** A person's id is part of a report address: two people with one id would get each other's reports. */
export const rosterDuplicateId: Rule = {
  code: 'roster-duplicate-id',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster } of tenants) {
      const seen = new Set<string>();
      for (const { path, id } of roster ?? []) {
        if (id === undefined) continue;
        if (seen.has(id)) {
          const why = {
            en: `the id ${id} is in the roster twice, and reports for one would reach the other`,
            ja: `名簿に ${id} が二度あり、一人あての受電報告がもう一人に届いてしまいます`,
          };
          yield at(source, [...path, 'id'], why, {
            en: 'give one of them another id',
            ja: 'どちらかの id を変えてください',
          });
        }
        seen.add(id);
      }
    }
  },
};
