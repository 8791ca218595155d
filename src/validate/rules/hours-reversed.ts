import { at, type Rule } from '../rule.ts';

/** What the schema lets pass; of the rest it speaks itself. */
const HOURS = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Hours end on the day on which they begin; what goes over midnight is not meant by anybody and would be closed all day. */
export const hoursReversed: Rule = {
  code: 'hours-reversed',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, hours } of tenants) {
      for (const { path, text } of hours) {
        const [, from, to] = HOURS.exec(text) ?? [];
        if (!from || !to || from < to) continue;
        yield at(
          source,
          path,
          {
            en: `${text} does not end after it begins`,
            ja: `${text} の終わりが始まりより後になっていません`,
          },
          {
            en: 'write an end after the beginning, 24:00 at the latest',
            ja: '終わりを始まりより後に、遅くとも 24:00 にしてください',
          },
        );
      }
    }
  },
};
