import { expect, test } from 'vitest';
import type { PlacedCall } from '../../../src/sandbox/calls/call.ts';
import { answeredThrough, numberCalls, resultsOf } from '../../../src/sandbox/calls/match.ts';
import type { SipMessage } from '../../../src/sandbox/sip/message.ts';
import { entry, readLog, sip } from '../sip/messages.ts';

const NODE = { name: 'node1', address: '127.0.10.11' };
const SESSION = 'v=0\r\nm=audio 4000 RTP/AVP 0\r\n';

function dialog(callId: string, cseq: string): string[] {
  return [
    'Via: SIP/2.0/UDP 127.0.10.11:5060;branch=z9hG4bK1',
    'From: <sip:0900000000@127.0.10.100>;tag=a',
    'To: <sip:0350000001@127.0.10.11>',
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
  ];
}

/** What the carrier got for its INVITE of call `index`. */
function answers(index: number, ...statuses: [status: string, body?: string][]): string[] {
  return statuses.map(([status, body]) =>
    entry('received', sip(`SIP/2.0 ${status}`, dialog(`${index + 1}-77@127.0.10.100`, '1 INVITE'), body)),
  );
}

/** A call that rings an operator's phone and is answered there. */
function rings(display: string, caller: string, number: string, from = NODE.address): SipMessage[] {
  const callId = `${caller}-${number}@${from}`;
  const headers = [
    `Via: SIP/2.0/UDP ${from}:5060;branch=z9hG4bK1`,
    `From: "${display}" <sip:${caller}@${from}>;tag=a`,
    'To: <sip:op1@127.0.10.101>',
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
  ];
  return readLog(
    entry(
      'received',
      sip('INVITE sip:op1@127.0.10.101 SIP/2.0', [
        ...headers,
        `X-Denwaban-Number: ${number}`,
        'Call-Info: <http://127.0.10.20:8081/cards/a.html>;purpose=info',
      ]),
    ),
    entry('sent', sip('SIP/2.0 200 OK', headers)),
  );
}

function results(calls: PlacedCall[], carrier: string[], rung: SipMessage[] = []) {
  const answered = answeredThrough([NODE.address], new Map([['op1', rung]]));
  return resultsOf(NODE.name, numberCalls(calls), readLog(...carrier), answered);
}

test('a call that an operator answers shows what the phone showed', () => {
  const carrier = answers(0, ['100 Trying'], ['180 Ringing'], ['200 OK', SESSION]);
  const rung = rings('[転送] 株式会社山田商事', '0312345678', '03-5000-0001');
  expect(results([{ number: '+81350000001', from: '0312345678' }], carrier, rung)).toEqual([
    {
      number: '+81350000001',
      from: '0312345678',
      node: 'node1',
      outcome: 'operator',
      status: 200,
      phone: {
        operator: 'op1',
        display: '[転送] 株式会社山田商事',
        caller: '0312345678',
        headers: { 'X-Denwaban-Number': '03-5000-0001' },
        card: 'http://127.0.10.20:8081/cards/a.html',
      },
    },
  ]);
});

test.each([
  [
    'an announcement that costs nothing',
    [['183 Session Progress', SESSION], ['480 Gone']],
    { outcome: 'announcement', status: 480 },
  ],
  ['a bare refusal', [['404 Not Found']], { outcome: 'refused', status: 404 }],
  ['ringing without end', [['180 Ringing']], { outcome: 'no-answer', status: 0 }],
  ['an answer by nobody', [['200 OK', SESSION]], { outcome: 'answered', status: 200 }],
])('%s', (_, statuses, expected) => {
  const carrier = answers(0, ...(statuses as [string, string?][]));
  expect(results([{ number: '0350000001' }], carrier)).toMatchObject([expected]);
});

test('a machine that proposes T.38 is a fax', () => {
  const proposal = entry(
    'received',
    sip(
      'INVITE sip:carrier SIP/2.0',
      dialog('1-77@127.0.10.100', '102 INVITE'),
      'v=0\r\nm=image 4000 udptl t38\r\n',
    ),
  );
  expect(results([{ number: '0350000011' }], [...answers(0, ['200 OK', SESSION]), proposal])).toMatchObject([
    { outcome: 'fax' },
  ]);
});

test('each call gets its own phone, whatever the order in which they rang', () => {
  const carrier = [...answers(1, ['200 OK', SESSION]), ...answers(0, ['200 OK', SESSION])];
  const rung = [
    ...rings('[表記] 二番', '09000000001', '050-1000-0001'),
    ...rings('[転送] 一番', '09000000000', '03-5000-0001'),
    ...rings('[転送] 別のノード', '09000000000', '03-5000-0001', '127.0.10.12'),
  ];
  const seen = results([{ number: '0350000001' }, { number: '815010000001' }], carrier, rung);
  expect(seen.map(({ phone }) => phone?.display)).toEqual(['[転送] 一番', '[表記] 二番']);
});

test('a phone that rang for another tenant is not taken for this call', () => {
  const rung = rings('[転送] 他社', '09000000000', '03-5000-0002');
  expect(results([{ number: '0350000001' }], answers(0, ['200 OK', SESSION]), rung)).toMatchObject([
    { outcome: 'answered' },
  ]);
});

test.each(['0350000001;evil', '0350000001\r\nX: 1', 'sip:a@b', ''])('%j is no number to call', (number) => {
  expect(() => numberCalls([{ number }])).toThrow(expect.objectContaining({ code: 'bad-number' }));
});
