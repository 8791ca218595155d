import { at, type Rule } from '../rule.ts';

/** Reports by Chatwork need a room to go to. */
export const chatworkSettingsMissing: Rule = {
  code: 'chatwork-settings-missing',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, report } of tenants) {
      if (report.channel !== 'chatwork' || report.chatwork) continue;
      const why = {
        en: 'the channel is chatwork, but no room is set',
        ja: '報告の方法が chatwork なのに、ルームが書かれていません',
      };
      yield at(source, ['report', 'channel'], why, {
        en: 'add chatwork: { room: …, members: […] } below report',
        ja: 'report の下に chatwork: { room: …, members: […] } を加えてください',
      });
    }
  },
};
