import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NationalNumber } from '../../src/domain/lent-number.ts';
import { ZONE } from '../../src/domain/local-date.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Rendering } from '../../src/render/objects.ts';
import { render } from '../../src/render/render.ts';
import { day, number, tenant } from '../render/sample.ts';
import { type BareNode, PASSWORD, startBareNode } from './dialplan/node.ts';
import { Caller, header, Phone } from './dialplan/sip.ts';
import { ALL_DAY, CARRIER, NODE, ONE_OPERATOR } from './dialplan/stack.ts';

const stack: Stack = { ...ONE_OPERATOR, ringSeconds: 5, waitSeconds: 4 };

const allDay = ALL_DAY;
const HOSTILE_NAME = `株式会社 ";\${SHELL(id)}$[1+1],[evil]<b>\\|):0 #exec`;

const tenants = [
  tenant('yamada', {
    company: { name: '株式会社山田商事', kana: 'ヤマダ', greeting: 'はい' },
    numbers: [
      number('0350000001', {
        usage: 'forwarding',
        forwardedFrom: { number: '0661234567' as NationalNumber, line: 'ntt-fixed' },
      }),
      number('05010000001'),
    ],
    hours: allDay,
  }),
  tenant('hostile', {
    company: { name: HOSTILE_NAME, kana: 'ドク', greeting: 'はい' },
    numbers: [number('0350000002')],
    hours: allDay,
  }),
  tenant('office', { numbers: [number('0350000003')] }),
  tenant('stopped', {
    contract: {
      starts: day('2026-12-01'),
      suspended: { since: day('2027-02-15'), reason: 'police-request' },
    },
    numbers: [number('0350000004')],
    hours: allDay,
  }),
  tenant('first-holder', { numbers: [number('0350000005', { ends: day('2026-12-31') })], hours: allDay }),
  tenant('next-holder', { numbers: [number('0350000005', { starts: day('2027-02-01') })], hours: allDay }),
  tenant('facsimile', {
    company: { name: HOSTILE_NAME, kana: 'ドク', greeting: 'はい' },
    numbers: [number('0350000006', { kind: 'fax' })],
    hours: allDay,
  }),
  tenant('not-here-yet', { numbers: [number('0350000007')], hours: allDay }),
  tenant('half-there', { numbers: [number('0350000008')], hours: allDay }),
];

/** One tenant's shard is not released yet. */
function without(rendering: Rendering, id: string): Rendering {
  const stub = new RegExp(`\\[dw-t-${id}\\]\n.*\n.*\n`);
  for (const part of rendering.shards.values())
    for (const file of part.files) Object.assign(file, { content: file.content.replace(stub, '') });
  return rendering;
}

const rendering = without(render(tenants, stack), 'not-here-yet');
const digestOf = (id: string) =>
  [...rendering.shards.values()].flatMap((p) => p.tenants).find((t) => t.tenant === id)?.digest;

let node: BareNode;
const carrier = new Caller(CARRIER);
const phone = new Phone('127.0.22.51');

const call = (number: string, more: Omit<Parameters<Caller['call']>[1], 'number'> = {}) =>
  carrier.call(NODE, { number, ...more });

beforeAll(async () => {
  node = await startBareNode(rendering, NODE);
  await node.ami.action({ Action: 'DBDel', Family: `denwaban/${digestOf('half-there')}`, Key: 'card' });
  await Promise.all([carrier.open(), phone.open()]);
  await phone.register(NODE, 'op1', PASSWORD);
  await vi.waitFor(
    async () => expect((await node.ami.command('pjsip show contacts')).join('\n')).toMatch(/op1.*Avail/),
    5_000,
  );
}, 600_000);

afterAll(async () => {
  carrier.close();
  phone.close();
  await node?.stop();
});

beforeEach(async () => {
  phone.invites.length = 0;
  await node.set('DW_READY', '1');
  await node.clockTo('2027-03-01T10:00');
});

describe('a call to a number that is lent', () => {
  test.each(['0350000001', '+81350000001', '81350000001'])('%s reaches the operator', async (dialled) => {
    expect(await call(dialled)).toEqual([180, 200]);
    const [invite = ''] = phone.invites;
    expect(header(invite, 'From')).toMatch(/^"\[転送\] 株式会社山田商事" <sip:09012345678@/);
    expect(header(invite, 'X-Denwaban-Tenant')).toBe('yamada');
    expect(header(invite, 'X-Denwaban-Number')).toBe('03-5000-0001');
    expect(header(invite, 'X-Denwaban-Mode')).toBe('forwarding');
    expect(header(invite, 'X-Denwaban-Call')).toMatch(/^[0-9a-f-]{36}$/);
    expect(header(invite, 'X-Denwaban-Forwarded-From')).toBeUndefined();
    expect(header(invite, 'Call-Info')).toMatch(
      /^<https:\/\/cards\.example\/[0-9a-f]{64}\.html>;purpose=info$/,
    );
  });

  test('050 shows its mode and number', async () => {
    expect(await call('05010000001')).toEqual([180, 200]);
    const [invite = ''] = phone.invites;
    expect(header(invite, 'From')).toContain('[表記] 株式会社山田商事');
    expect(header(invite, 'X-Denwaban-Number')).toBe('050-1000-0001');
  });

  test('a name full of syntax is shown as it is', async () => {
    expect(await call('0350000002')).toEqual([180, 200]);
    const shown = /^"((?:[^"\\]|\\.)*)"/.exec(header(phone.invites[0] ?? '', 'From') ?? '')?.[1];
    expect(shown?.replace(/\\(.)/g, '$1')).toBe(`[表記] ${HOSTILE_NAME}`);
  });
});

describe('what is no number of ours', () => {
  test.each([
    '0350000099',
    '03500000',
    '03500000011',
    '05000000001',
    '0661234567',
    '03-5000-0001',
    '0350000001%29:0',
    '0350000001):0',
    '0350000001,1',
    '0350000001;x=1',
    '0350000001%3B',
    '0350000001&0350000002',
    '%2235000000',
    '%7B%7D',
    's',
    'dw-numbers',
    '*8',
    '+8103500000001',
    '0350000001%0d%0aX:1',
  ])('%s is 404', async (dialled) => {
    expect(await call(dialled)).toEqual([404]);
    expect(phone.invites).toEqual([]);
  });

  test.each(['0350000001}', '$' + '{SHELL(id)}', '0350000001"'])(
    '%s is no SIP address at all',
    async (dialled) => {
      expect(await call(dialled)).toEqual([]);
    },
  );
});

describe('what the caller sends besides', () => {
  const forwardedFrom = async (headers: string[], from?: string) => {
    expect(await call('0350000001', { headers, ...(from === undefined ? {} : { from }) })).toEqual([
      180, 200,
    ]);
    return header(phone.invites[0] ?? '', 'X-Denwaban-Forwarded-From');
  };

  test('the first Diversion is told, the others not', async () => {
    const headers = ['Diversion: <sip:+81661234567@x>;reason=unconditional', 'Diversion: <sip:0399999999@x>'];
    expect(await forwardedFrom(headers)).toBe('+81661234567');
  });

  test.each([
    ['0661234567', '転送', undefined],
    ['+81661234567', '転送', undefined],
    ['81661234567', '転送', undefined],
    ['0662222222', '転送・別回線', 'yes'],
  ])('a call by %s is marked where the tenant’s file names another line', async (line, label, marked) => {
    await forwardedFrom([`Diversion: <sip:${line}@x>;reason=unconditional`]);
    const [invite = ''] = phone.invites;
    expect(header(invite, 'From')).toMatch(new RegExp(`^"\\[${label}\\] 株式会社山田商事"`));
    expect(header(invite, 'X-Denwaban-Other-Line')).toBe(marked);
  });

  test('History-Info is evidence as well', async () => {
    const entry = (number: string, index: string) => `<sip:${number}@x>;index=${index}`;
    const headers = [`History-Info: ${entry('0662222222', '1')},${entry('0350000001', '1.1')}`];
    expect(await forwardedFrom(headers)).toBe('0662222222');
  });

  test.each(['"1,2)" <sip:06$' + '{EPOCH}@x>;index=1', '"', '<sip:,),(@x', '<tel:+81-6-6123-4567>'])(
    'History-Info %s brings in digits alone',
    async (history) => {
      expect((await forwardedFrom([`History-Info: ${history}`])) ?? '').toMatch(/^[0-9+]{0,20}$/);
    },
  );

  test.each([
    '<sip:06%0d%0aX-Evil:%201@x>',
    '"$' + '{SHELL(id)}" <sip:06):2,a@x>',
    '<sip:06%24%7BSHELL(id)%7D@x>',
    '<sip:%22;,06@x>',
    `<sip:${'9'.repeat(200)}@x>`,
  ])('Diversion %s brings in digits alone', async (diversion) => {
    expect((await forwardedFrom([`Diversion: ${diversion};reason=unconditional`])) ?? '').toMatch(
      /^[0-9+]{0,20}$/,
    );
    expect(phone.invites[0]).not.toMatch(/^X-Evil/im);
    expect(phone.invites[0]).not.toContain('uid=');
  });

  test.each([
    ['no number', '<sip:anonymous@anonymous.invalid>', []],
    [
      '184',
      '<sip:anonymous@anonymous.invalid>',
      ['P-Asserted-Identity: <sip:+819011112222@x>', 'Privacy: id'],
    ],
    [
      'a number that is to be withheld',
      '<sip:09011112222@x>',
      ['Privacy: id', 'P-Asserted-Identity: <sip:09011112222@x>'],
    ],
  ])('%s is shown as anonymous', async (_, from, headers) => {
    await forwardedFrom(headers, from);
    expect(header(phone.invites[0] ?? '', 'From')).toMatch(/^"\[転送\] 株式会社山田商事" <sip:anonymous@/);
    expect(phone.invites[0]).not.toContain('9011112222');
  });

  test('the caller’s own name is not shown', async () => {
    await forwardedFrom([], '"緊急 [転送] 別会社" <sip:09012345678@x>');
    expect(phone.invites[0]).not.toContain('別会社');
  });
});

describe('the moment of a call', () => {
  test.each([
    ['2027-03-01T09:00', [180, 200], 'a Monday, from the first minute'],
    ['2027-03-01T08:59', [183, 480], 'before opening'],
    ['2027-03-01T17:59', [180, 200], 'the last minute'],
    ['2027-03-01T18:00', [183, 480], 'after closing'],
    ['2027-03-06T10:00', [183, 480], 'a Saturday'],
    ['2027-03-07T10:00', [183, 480], 'a Sunday'],
    ['2027-03-22T10:00', [183, 480], 'a Monday that stands in for a holiday on the Sunday before'],
  ])('%s: %j (%s)', async (at, statuses) => {
    await node.clockTo(at);
    expect(await call('0350000003')).toEqual(statuses);
  });

  test.each([
    ['2026-11-30T23:59', [404], 'before the first holder’s start'],
    ['2026-12-01T00:00', [180, 200], 'on its first day'],
    ['2026-12-31T23:59', [180, 200], 'on its last day'],
    ['2027-01-01T00:00', [183, 404], 'after its end'],
    ['2027-01-31T23:59', [183, 404], 'until the next holder'],
    ['2027-02-01T00:00', [180, 200], 'from the next holder’s first day'],
  ])('%s: %j (%s)', async (at, statuses) => {
    await node.clockTo(at);
    expect(await call('0350000005')).toEqual(statuses);
    if (statuses.includes(200))
      expect(header(phone.invites[0] ?? '', 'X-Denwaban-Tenant')).toBe(
        at < '2027' ? 'first-holder' : 'next-holder',
      );
  });

  test('a suspended number is answered until the day, and never from it on', async () => {
    await node.clockTo('2027-02-14T23:59');
    expect(await call('0350000004')).toEqual([180, 200]);
    await node.clockTo('2027-02-15T00:00');
    expect(await call('0350000004')).toEqual([183, 480]);
  });
});

describe('a node that cannot know better', () => {
  test('sends calls elsewhere until it has been proved', async () => {
    await node.set('DW_READY', '');
    expect(await call('0350000001')).toEqual([503]);
  });

  test.each([
    ['0350000007', 'whose tenant’s shard has not come yet'],
    ['0350000008', 'of which AstDB lacks a value'],
  ])('%s, a number %s: 503', async (dialled) => {
    expect(await call(dialled)).toEqual([503]);
  });
});

describe('a fax number', () => {
  const written = async (ending: string) => {
    const names = (await readdir(node.faxes)).filter((name) => name.endsWith(ending));
    return await Promise.all(names.map((name) => readFile(join(node.faxes, name), 'utf8')));
  };
  beforeEach(async () => {
    await rm(node.faxes, { recursive: true });
    await mkdir(node.faxes);
  });

  test('is answered by the machine, which writes down whose it is and what came of it', async () => {
    expect(await call('0350000006', { talkMs: 1_500 })).toEqual([200]);
    expect(phone.invites).toEqual([]);
    const at = DateTime.fromISO('2027-03-01T10:00', { zone: ZONE }).toSeconds();
    const [begin = ''] = await written('.begin');
    expect(begin.slice(begin.indexOf('|'))).toBe(`|09012345678|${HOSTILE_NAME}`);
    expect(Number(begin.split('|')[0]) - at).toBeLessThan(60);
    await vi.waitFor(
      async () => expect(await written('.end')).toEqual([expect.stringMatching(/^FAILED\|0\|/)]),
      5_000,
    );
  });

  test('does not tell a number that is withheld', async () => {
    const headers = ['Privacy: id', 'P-Asserted-Identity: <sip:09012345678@x>'];
    expect(await call('0350000006', { headers })).toEqual([200]);
    expect(await written('.begin')).toEqual([expect.stringMatching(/^\d+\|\|/)]);
  });

  test('is another node’s where this one cannot write it down', async () => {
    await rm(node.faxes, { recursive: true });
    expect(await call('0350000006')).toEqual([503]);
    await mkdir(node.faxes);
  });
});

describe('strangers', () => {
  test.each(['<sip:trunk-carrier@x>', '<sip:op1@x>', '<sip:anonymous@x>'])(
    'from %s are asked for a password',
    async (from) => {
      const stranger = await new Caller('127.0.22.77').open();
      expect(await stranger.call(NODE, { number: '0350000001', from })).toEqual([401]);
      stranger.close();
    },
  );
});
