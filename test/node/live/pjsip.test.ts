import { expect, test } from 'vitest';
import { lookPjsip } from '../../../src/node/live/pjsip.ts';
import { stub } from './stub.ts';

const COMMANDS = ['pjsip show identifies', 'pjsip show transports', 'pjsip show settings'];
const LISTS = ['PJSIPShowEndpoints', 'PJSIPShowAors', 'PJSIPShowAuths'];

test('without the module that tells them, objects are missing, and the look goes on', async () => {
  const conf = '[trunk]\ntype=identify\nendpoint=trunk\nmatch=127.0.0.9\n[op1]\ntype=aor\n';
  const found = await lookPjsip(stub({ refused: [...COMMANDS, ...LISTS] }), conf);
  expect(found.filter(({ kind }) => kind === 'missing').map(({ item }) => item)).toEqual(
    expect.arrayContaining(['identify trunk', 'aor op1']),
  );
});

test('a contact from a file is a difference; where a phone is registered is none', async () => {
  const contact = (name: string, uri: string) => `ObjectType: contact\nObjectName: ${name}\nUri: ${uri}`;
  const ami = stub({
    lists: {
      PJSIPShowAors: [
        'ObjectType: aor\nObjectName: op1\nContacts: op1/sip:op1@10.0.0.8:5060;x=1,op1/sip:stranger@10.0.0.9:5060',
      ],
      PJSIPShowContacts: [
        contact('op1;@0a1b', 'sip:op1@10.0.0.8:5060;x=1'),
        contact('op1@@0c', 'sip:stranger@10.0.0.9:5060'),
      ],
    },
  });
  const found = await lookPjsip(ami, '[op1]\ntype=aor\n');
  expect(found.filter(({ kind }) => kind === 'unowned')).toEqual([
    {
      place: 'pjsip',
      kind: 'unowned',
      item: 'aor op1 contact sip:s…@10.0.0.9:5060',
      found: 'there',
    },
  ]);
});

test('an identify with several addresses has them all', async () => {
  const match = (address: string) => ` match             : ${address}/255.255.255.255`;
  const ami = stub({
    commands: {
      'pjsip show identifies': ' Identify:  edge/edge',
      'pjsip show identify edge': `${match('127.0.0.2')}\n${match('127.0.0.1')}`,
    },
  });
  const conf = '[edge]\ntype=identify\nendpoint=edge\nmatch=127.0.0.1\nmatch=127.0.0.2\n';
  const found = await lookPjsip(ami, conf);
  expect(found.filter(({ item }) => item.startsWith('identify edge')).map(({ item }) => item)).not.toContain(
    'identify edge match',
  );
});
