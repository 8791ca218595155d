import { atKey, type Rule } from '../rule.ts';

/** Mail or Chatwork, never both: what is set for the other channel shows that somebody expects it to work. */
export const reportChannelMixed: Rule = {
  code: 'report-channel-mixed',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, report } of tenants) {
      if (report.channel === 'mail' && report.chatwork) {
        const why = {
          en: 'the channel is mail, but a Chatwork room is set, and reports take one way alone',
          ja: '報告の方法が mail なのに、Chatwork のルームが書かれています。受電報告の方法はどちらか一方だけです',
        };
        yield atKey(source, ['report', 'chatwork'], why, {
          en: 'take chatwork away, or write channel: chatwork',
          ja: 'chatwork を消すか、channel: chatwork としてください',
        });
      }
      if (report.channel === 'chatwork' && report.hasTo) {
        const why = {
          en: 'the channel is chatwork, where everybody in the room sees every report, but recipients are set',
          ja: '報告の方法が chatwork で、ルームの全員がすべての受電報告を見るのに、送り先が書かれています',
        };
        yield atKey(source, ['report', 'to'], why, {
          en: 'take to away, or write channel: mail',
          ja: 'to を消すか、channel: mail としてください',
        });
      }
    }
  },
};
