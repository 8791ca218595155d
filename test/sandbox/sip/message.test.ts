import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entry, readLog, sip } from './messages.ts';

function inviteFrom(quoted: string): string {
  return sip('INVITE sip:op1@127.0.10.101 SIP/2.0', [
    'Via: SIP/2.0/UDP 127.0.10.11:5060;rport;branch=z9hG4bK1',
    `From: "${quoted}" <sip:0312345678@127.0.10.11>;tag=a`,
    'To: <sip:op1@127.0.10.101>',
    'Call-ID: 1@node',
    'CSeq: 1 INVITE',
    'X-Denwaban-Tenant: yamada-shoji',
  ]);
}

test('the display name is what the phone shows', () => {
  const [message] = readLog(entry('received', inviteFrom('[転送] 株式会社山田商事')));
  expect(message).toMatchObject({
    method: 'INVITE',
    from: { display: '[転送] 株式会社山田商事', user: '0312345678' },
    viaHost: '127.0.10.11',
    callId: '1@node',
  });
  expect(message?.header('x-denwaban-tenant')).toBe('yamada-shoji');
});

test('any text in a display name comes out as it is', () => {
  const text = fc.string({ unit: fc.constantFrom(...'山田;,"\\<>@:[]{}$()#%\'= ａ'), maxLength: 40 });
  fc.assert(
    fc.property(text, (name) => {
      const quoted = name.replace(/["\\]/g, '\\$&');
      const [message] = readLog(entry('received', inviteFrom(`x${quoted}x`)));
      expect(message?.from.display).toBe(`x${name}x`);
    }),
  );
});

test('what is no SIP is left out', () => {
  expect(readLog(entry('received', 'hello\r\n\r\n'))).toEqual([]);
});
