import { expect, test } from 'vitest';
import { lookAstdb } from '../../../src/node/live/astdb.ts';
import { stub } from './stub.ts';

test('an address that somebody put into AstDB is found and not repeated', async () => {
  const ami = stub({ lists: { DBGetTree: ['Key: /notes/x\nVal: call taro@yamada.example'] } });
  const [difference] = await lookAstdb(ami, new Map());
  expect(difference).toMatchObject({ kind: 'unowned', item: '/notes/x', found: 'call t…@yamada.example' });
});
