import { at, type Rule } from '../rule.ts';

/** Reports by Chatwork need a room to go to. */
export const chatworkSettingsMissing: Rule = {
  code: 'chatwork-settings-missing',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, report } of tenants) {
      if (report.channel !== 'chatwork' || report.chatwork) continue;
      const why = 'the channel is chatwork, but no room is set';
      yield at(source, ['report', 'channel'], why, 'add chatwork: { room: …, members: […] } below report');
    }
  },
};
