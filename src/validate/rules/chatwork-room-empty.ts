import { atKey, type Rule } from '../rule.ts';

/**
 * A new room in which nobody can be would take every report and show it to no one: a forgotten report (報告漏れ) for each call. An adopted
 * room has its people already; by an invitation link they join themselves. Our own account posts and does not read.
 */
export const chatworkRoomEmpty: Rule = {
  code: 'chatwork-room-empty',
  severity: 'error',
  *check({ tenants, chatworkAccount }) {
    for (const { source, report } of tenants) {
      const { chatwork } = report;
      if (report.channel !== 'chatwork' || !chatwork || chatwork.adopted || chatwork.invite) continue;
      if (chatwork.members.some((m) => m.accountId === undefined || m.accountId !== chatworkAccount))
        continue;
      const why = {
        en: 'nobody of the tenant can be in this room, so that no report would be read',
        ja: 'このルームには契約会社の人が一人も入れず、受電報告が誰にも読まれません',
      };
      const action = {
        en: 'write members, or invite: true, or the roomId of a room that they have',
        ja: 'members を書くか、invite: true とするか、既存のルームの roomId を書いてください',
      };
      yield atKey(source, ['report', 'chatwork'], why, action);
    }
  },
};
