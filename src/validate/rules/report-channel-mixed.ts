import { atKey, type Rule } from '../rule.ts';

/** Mail or Chatwork, never both: what is set for the other channel shows that somebody expects it to work. */
export const reportChannelMixed: Rule = {
  code: 'report-channel-mixed',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, report } of tenants) {
      if (report.channel === 'mail' && report.chatwork) {
        const why = 'the channel is mail, but a Chatwork room is set, and reports take one way alone';
        yield atKey(source, ['report', 'chatwork'], why, 'take chatwork away, or write channel: chatwork');
      }
      if (report.channel === 'chatwork' && report.hasTo) {
        const why =
          'the channel is chatwork, where everybody in the room sees every report, but recipients are set';
        yield atKey(source, ['report', 'to'], why, 'take to away, or write channel: mail');
      }
    }
  },
};
