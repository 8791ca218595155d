import { describe, expect, test } from 'vitest';
import type { Digest, TenantId } from '../../../src/domain/ids.ts';
import { lookAstdb } from '../../../src/node/live/astdb.ts';
import type { TenantObject } from '../../../src/render/objects.ts';
import { stub } from './stub.ts';

test('an address that somebody put into AstDB is found and not repeated', async () => {
  const ami = stub({ lists: { DBGetTree: ['Key: /notes/x\nVal: call taro@yamada.example'] } });
  const [difference] = await lookAstdb(ami, new Map());
  expect(difference).toMatchObject({ kind: 'unowned', item: '/notes/x', found: 'call t…@yamada.example' });
});

test('of a blocked caller that was put or taken away the number is not told', async () => {
  const digest = 'd'.repeat(64) as Digest;
  const object = { format: 1, tenant: 'a-b' as TenantId, astdb: { 'block-0312345678': '1' } };
  const ami = stub({ lists: { DBGetTree: [`Key: /denwaban/${digest}/block-12125550100\nVal: 1`] } });
  const differences = await lookAstdb(
    ami,
    new Map([[digest, { tenant: object.tenant, object: object as unknown as TenantObject }]]),
  );
  expect(differences.map(({ kind, item }) => `${kind} ${item}`)).toEqual([
    `missing /denwaban/${digest}/block-…78`,
    `unowned /denwaban/${digest}/block-…00`,
  ]);
});

describe('where phones are', () => {
  const aors = new Map([['op1', 3600]]);
  const now = Math.round(Date.now() / 1000);
  const row = (key: string, expires: string) =>
    `Key: /registrar/contact/${key}\nVal: {"uri":"sip:op1@10.0.0.9","expiration_time":"${expires}"}`;
  const look = (text: string) => lookAstdb(stub({ lists: { DBGetTree: [text] } }), new Map(), aors);

  test.each([3600, 30, -40])('is Asterisk’s own business: registered for %i s', async (seconds) => {
    expect(await look(row('op1;@0a1b', String(now + seconds)))).toEqual([]);
  });

  test.each([
    ['for another AOR', row('op9;@0a1b', String(now + 60))],
    ['longer than the AOR allows', row('op1;@0a1b', String(now + 86_400))],
    ['for ever', row('op1;@0a1b', '4102444800')],
    ['without an end', row('op1;@0a1b', '')],
    ['in another place', row('op1', String(now + 60))],
    ['as no registration at all', 'Key: /registrar/contact/op1;@0a1b\nVal: sip:op1@10.0.0.9'],
  ])('is a difference %s, and where is not told', async (_, text) => {
    const [difference, ...more] = await look(text);
    expect(more).toEqual([]);
    expect(difference).toMatchObject({ place: 'astdb', kind: 'unowned' });
    expect(difference?.found).not.toContain('10.0.0.9');
    expect(difference?.mend).toBeDefined();
  });
});
