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
