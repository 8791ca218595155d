import { at, type Rule } from '../rule.ts';

/** With mail, calls for nobody in particular and for people without an address are reported to the first in the roster. */
export const personInChargeWithoutEmail: Rule = {
  code: 'person-in-charge-without-email',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster, report } of tenants) {
      const first = roster?.[0];
      if (report.channel !== 'mail' || !first || first.hasEmail) continue;
      const why = {
        en: `${first.id ?? 'the first in the roster'} is in charge but has no mail address, and reports for nobody in particular go there`,
        ja: `責任者${first.id === undefined ? '（名簿の先頭）' : ` ${first.id} `}にメールアドレスがありません。名指しのない電話の受電報告は責任者に届きます`,
      };
      yield at(source, first.path, why, {
        en: 'add email, or put somebody with an address first',
        ja: 'email を加えるか、メールアドレスのある人を先頭にしてください',
      });
    }
  },
};
