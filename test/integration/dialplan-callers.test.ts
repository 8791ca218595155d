import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallerNumber } from '../../src/domain/caller-number.ts';
import { render } from '../../src/render/render.ts';
import { number, tenant } from '../render/sample.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { Caller, header, Phone } from './dialplan/sip.ts';
import { CARRIER, NODE, ONE_OPERATOR } from './dialplan/stack.ts';

const [FORM, PHONE, FAX, OPEN] = ['0350000001', '0350000002', '0350000003', '0350000004'];

/** A thousand more than those that are called with: one call looks up one. */
const many = Array.from({ length: 1_000 }, (_, i) => `0399${String(i).padStart(6, '0')}`);
const block = ['0312345678', '09087654321', '12125550100', '821012345678', ...many] as CallerNumber[];
const tenants = [
  tenant('blocking', { numbers: [number(FORM as string)], calls: { block, refuseWithheld: false } }),
  tenant('refusing', {
    numbers: [number(PHONE as string), number(FAX as string, { kind: 'fax' })],
    calls: { block: block.slice(0, 2), refuseWithheld: true },
  }),
  tenant('taking-all', { numbers: [number(OPEN as string)] }),
];

let node: BareNode;
const carrier = new Caller(CARRIER);
const phone = new Phone('127.0.22.51');

/** Who calls: From as it is on the wire, and what the trunk adds. */
const shown = (digits: string) => ({ from: `<sip:${digits}@carrier.example>` });
const withheld = (asserted?: string, name = 'Anonymous') => ({
  from: `"${name}" <sip:anonymous@anonymous.invalid>`,
  headers: [...(asserted === undefined ? [] : [`P-Asserted-Identity: <sip:${asserted}@x>`]), 'Privacy: id'],
});
const call = (to: string | undefined, who: { from: string; headers?: string[] }) =>
  carrier.call(NODE, { number: to ?? '', ...who });

beforeAll(async () => {
  node = await startBareNode(render(tenants, ONE_OPERATOR), NODE);
  await Promise.all([carrier.open(), phone.open()]);
  await phone.register(NODE, 'op1', PASSWORD);
  await vi.waitFor(
    async () => expect((await node.ami.command('pjsip show contacts')).join('\n')).toMatch(/op1.*Avail/),
    5_000,
  );
  await node.set('DW_READY', '1');
}, 600_000);

afterAll(async () => {
  carrier.close();
  phone.close();
  await node?.stop();
});

beforeEach(async () => {
  phone.invites.length = 0;
  await node.clockTo('2027-03-01T10:00');
});

describe('a caller whom the tenant has blocked', () => {
  test.each([
    '0312345678',
    '+81312345678',
    '81312345678',
    '09087654321',
    '+819087654321',
    '+12125550100',
    '12125550100',
    '01012125550100',
    '+821012345678',
    '0399000999',
  ])('%s finds the line busy, and nobody is rung', async (from) => {
    expect(await call(FORM, shown(from))).toEqual([486]);
    expect(phone.invites).toEqual([]);
  });

  test.each(['0312345679', '312345678', '+82312345678', '2125550100', '09087654322', '0', '+'])(
    '%s is another one',
    async (from) => {
      expect(await call(FORM, shown(from))).toEqual([180, 200]);
    },
  );

  test('is found by what the trunk vouches for, not by From', async () => {
    const headers = ['P-Asserted-Identity: <sip:+81312345678@x>'];
    expect(await call(FORM, { ...shown('0399999999'), headers })).toEqual([486]);
  });

  test('is one also where the number is withheld and the trunk knows it', async () => {
    expect(await call(FORM, withheld('+81312345678'))).toEqual([486]);
    expect(await call(PHONE, withheld('+81312345678'))).toEqual([486]);
  });

  test('finds it busy outside hours too, and at a fax number', async () => {
    expect(await call(FAX, shown('0312345678'))).toEqual([486]);
    await node.clockTo('2027-03-01T20:00');
    expect(await call(FORM, shown('0312345678'))).toEqual([486]);
  });

  test('is put through to another tenant', async () => {
    expect(await call(OPEN, shown('0312345678'))).toEqual([180, 200]);
  });

  test.each([
    ['0312345678%2F', 486],
    ['03-1234-5678', 486],
    ['0312345678,1):x', 200],
    ['%2F..%2Fname', 200],
    ['*', 200],
    ['%27%20OR%201%3D1', 200],
  ])('%s looks up its digits alone: %i', async (from, status) => {
    expect((await call(FORM, shown(from))).at(-1)).toBe(status);
  });
});

describe('a caller who withholds the number', () => {
  test.each([
    ['and the trunk does not know it', withheld()],
    ['and the trunk does', withheld('+819011112222')],
    ['and the trunk has it in From', { from: '<sip:09011112222@x>', headers: ['Privacy: id'] }],
  ])('%s is asked to call again, never answered, where the tenant wants it so', async (_, who) => {
    expect(await call(PHONE, who)).toEqual([183, 433]);
    expect(phone.invites).toEqual([]);
  });

  test('is put through where the tenant says nothing', async () => {
    expect(await call(OPEN, withheld())).toEqual([180, 200]);
    expect(await call(FORM, withheld('+819011112222'))).toEqual([180, 200]);
    expect(await call(OPEN, { ...shown('09011112222'), headers: ['Privacy: user;id'] })).toEqual([180, 200]);
    expect(phone.invites.map((invite) => header(invite, 'From'))).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('<sip:anonymous@')),
    );
    expect(phone.invites.join('')).not.toContain('9011112222');
  });

  test('does not where Privacy says none', async () => {
    expect(await call(PHONE, { ...shown('09011112222'), headers: ['Privacy: none'] })).toEqual([180, 200]);
    expect(header(phone.invites[0] ?? '', 'From')).toContain('<sip:09011112222@');
  });

  test('hears outside hours that it is closed: 186 would not help', async () => {
    await node.clockTo('2027-03-01T20:00');
    expect(await call(PHONE, withheld())).toEqual([183, 480]);
  });

  test('can send a fax', async () => {
    expect(await call(FAX, withheld())).toEqual([200]);
  });

  test.each(['Coin line/payphone', 'Unavailable', 'Interaction with other service'])(
    'is put through where it could not show it: %s',
    async (name) => {
      expect(await call(PHONE, withheld(undefined, name))).toEqual([180, 200]);
    },
  );

  test.each(['Coin,line),(x', '$' + '{EPOCH}', ';"', 'Unavailable$[1]'])(
    'and says %s for why is asked too',
    async (name) => {
      const who = {
        from: `"${name.replaceAll('"', '\\"')}" <sip:anonymous@anonymous.invalid>`,
        headers: ['Privacy: id'],
      };
      expect((await call(PHONE, who)).at(-1)).toBe(name.startsWith('Unavailable') ? 200 : 433);
    },
  );
});
