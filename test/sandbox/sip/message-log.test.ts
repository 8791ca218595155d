import { expect, test } from 'vitest';
import { parseMessageLog } from '../../../src/sandbox/sip/message-log.ts';
import { entry } from './messages.ts';

test('messages come with their direction, time and bytes', () => {
  const log = [
    entry('sent', 'INVITE sip:0350000001@127.0.10.11 SIP/2.0\r\n\r\n', '2027-03-01 10:00:00.000001'),
    entry('received', 'SIP/2.0 200 転送\r\n\r\n', '2027-03-01 10:00:01.000002'),
  ].join('\n');
  expect(parseMessageLog(Buffer.from(log))).toEqual([
    {
      direction: 'sent',
      at: '2027-03-01 10:00:00.000001',
      raw: 'INVITE sip:0350000001@127.0.10.11 SIP/2.0\r\n\r\n',
    },
    { direction: 'received', at: '2027-03-01 10:00:01.000002', raw: 'SIP/2.0 200 転送\r\n\r\n' },
  ]);
});

test('what stands in a message cannot pass for another message', () => {
  const forged = `MESSAGE sip:a SIP/2.0\r\n\r\n${entry('received', 'INVITE sip:forged SIP/2.0\r\n\r\n')}`;
  expect(parseMessageLog(Buffer.from(entry('received', forged))).map(({ raw }) => raw)).toEqual([forged]);
});

test('a message that is still being written is left out', () => {
  const whole = entry('sent', 'OPTIONS sip:a SIP/2.0\r\n\r\n');
  const log = Buffer.from(`${whole}\n${entry('sent', 'INVITE sip:b SIP/2.0\r\n\r\n')}`);
  for (let size = Buffer.byteLength(whole); size < log.byteLength - 3; size += 7) {
    expect(parseMessageLog(log.subarray(0, size)).map(({ raw }) => raw)).toEqual([
      'OPTIONS sip:a SIP/2.0\r\n\r\n',
    ]);
  }
});

test('an empty log has none', () => {
  expect(parseMessageLog(Buffer.alloc(0))).toEqual([]);
});
