import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fields, mail } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { type Relay, startRelay } from '../node/relay.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.34';
const ADDRESS = `${NET}.11`;
const DOMAIN = 'report.denwaban.example';
const ONE = `yamada-shoji@${DOMAIN}`;
const OTHER = `minato-dental@${DOMAIN}`;
const SERVICE = '/opt/denwaban/services/one-tenant';

let node: RealNode;
let relay: Relay;

beforeAll(async () => {
  const { stack, tenants } = await sample(NET);
  node = await RealNode.start(ADDRESS, SECRETS);
  const at = Date.parse('2027-03-01T10:00:00+09:00');
  await writeFile(join(node.folder, 'clock'), String(Math.round((at - Date.now()) / 1000)));
  relay = await startRelay({ host: `${NET}.21`, port: 2525, password: '', open: true });

  for (const part of parts(tenants, stack)) {
    expect((await node.apply(part)).parts[part.name]).toMatchObject({ state: 'converged' });
  }
}, 180_000);
afterAll(async () => {
  await node.stop();
  await relay.close();
});

/** Hands a mail over as it is. */
async function send(header: string[], to: string[] = [ONE]): Promise<void> {
  const transport = nodemailer.createTransport({
    host: ADDRESS,
    port: 2525,
    ignoreTLS: true,
    localAddress: `${NET}.1`,
  });
  await transport.sendMail({ envelope: { from: 'op1@office.example', to }, raw: mail(...header) });
}

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const REFUSED = {
  responseCode: 550,
  response: expect.stringMatching(/^550 5\.7\.1 .*one message, one tenant/),
};

describe('a header that names a second tenant is refused', () => {
  test.each<[how: string, header: string[]]>([
    ['in To', [`To: ${ONE}, ${OTHER}`]],
    ['in To alone, in place of the one of the envelope', [`To: ${OTHER}`]],
    ['in Cc', [`To: ${ONE}`, `Cc: ${OTHER}`]],
    ['in Bcc', [`To: ${ONE}`, `Bcc: ${OTHER}`]],
    ['in Resent-To', [`To: ${ONE}`, `Resent-To: ${OTHER}`]],
    ['in Resent-Cc', [`To: ${ONE}`, `resent-cc: ${OTHER}`]],
    ['in a second To', [`To: ${ONE}`, `To: ${OTHER}`]],
    ['by a person', [`To: ${ONE}`, `Cc: minato-dental+front@${DOMAIN}`]],
    ['in capitals', [`TO: ${ONE}`, `CC: ${OTHER.toUpperCase()}`]],
    ['with a blank before the colon', [`To: ${ONE}`, `Cc : ${OTHER}`]],
    ['folded over lines', [`To: ${ONE},`, ' Minato', `\t<${OTHER}>`]],
    ['folded within the address', [`To: ${ONE}`, 'Cc: minato-dental', ` @${DOMAIN}`]],
    ['in a group', [`To: Reports: ${ONE}, ${OTHER};`]],
    ['with comments in the address', [`To: ${ONE}`, `Cc: minato-dental (a (b) c) @ (d) ${DOMAIN}`]],
    ['in a comment', [`To: ${ONE} (and ${OTHER})`]],
    ['behind a bracket in a name', [`To: "Yamada (" <${ONE}>, "Minato )" <${OTHER}>`]],
    ['with a quoted local part', [`To: ${ONE}`, `Cc: "minato-dental"@${DOMAIN}`]],
    ['in an encoded word', [`To: ${ONE}`, `Cc: ${word(`港歯科 <${OTHER}>`)} <desk@office.example>`]],
    ['in an encoded local part', [`To: ${ONE}`, `Cc: ${word('minato-dental')}@${DOMAIN}`]],
    ['by the percent hack', [`To: ${ONE}`, `Cc: minato-dental%${DOMAIN}@office.example`]],
    ['by a bang path', [`To: ${ONE}`, `Cc: ${DOMAIN}!minato-dental`]],
    ['who does not exist', [`To: ${ONE}`, `Cc: nobody-known@${DOMAIN}`]],
  ])('%s', async (_, header) => {
    await expect(send(header)).rejects.toMatchObject(REFUSED);
  });

  test('and nothing of them reached anybody', async () => {
    expect(relay.mails).toEqual([]);
  });
});

test('an envelope with two tenants is refused as a whole, also where the sender goes on', async () => {
  // nodemailer goes on after a refused recipient.
  await expect(send(['Subject: no To'], [ONE, OTHER])).rejects.toMatchObject(REFUSED);
  expect(relay.mails).toEqual([]);
});

describe('a header that names one tenant alone is taken', () => {
  test.each<[how: string, header: string[]]>([
    ['in To', [`To: ${ONE}`]],
    [
      'with two of its people',
      [`To: yamada-shoji+sato@${DOMAIN}`, `Cc: "山田" <yamada-shoji+yamada@${DOMAIN}>`],
    ],
    [
      'beside addresses elsewhere',
      [`To: ${ONE}`, 'Cc: minato-dental@office.example, a@xreport.denwaban.example'],
    ],
    ['and its subject another', [`To: ${ONE}`, `X-Note: ${OTHER}`]],
    ['with a name in ISO-2022-JP', [`To: =?ISO-2022-JP?B?GyRCPHVFRUpzOXAbKEI=?= <${ONE}>`]],
    ['in an encoded word that nobody can read', [`To: =?x-unknown?B?!!?= <${ONE}>`]],
    ['or none at all', ['X-Nothing: at all']],
  ])('%s', async (_, header) => {
    const before = relay.mails.length;
    await send(header);
    await expect.poll(() => relay.mails.length, { timeout: 20_000 }).toBe(before + 1);
    const { to, raw = '' } = relay.mails.at(-1) ?? {};
    expect(to).toEqual(['taro@yamada.example']);
    // The customer's copy names nobody.
    expect(fields(raw).get('to')).toEqual(['undisclosed-recipients:;']);
    expect([...fields(raw).keys()].filter((name) => /denwaban|cc$|resent/.test(name))).toEqual([]);
    expect(raw).not.toMatch(/office\.example, a@|xreport/);
  });
});

describe('where nobody can say', () => {
  const OFF = { responseCode: 451 };

  test('a report is put off while the milter is down, and taken once it is back', async () => {
    await node.exec('s6-svc', '-wD', '-T', '10000', '-d', SERVICE);
    await expect(send([`To: ${ONE}`])).rejects.toMatchObject(OFF);
    await node.exec('s6-svc', '-wu', '-T', '10000', '-u', SERVICE);
    await expect
      .poll(() => send([`To: ${ONE}`]).then(() => 'taken', String), { timeout: 20_000 })
      .toBe('taken');
  });

  test('one that was killed is back by itself', async () => {
    await node.exec('s6-svc', '-k', SERVICE);
    await expect
      .poll(() => send([`To: ${ONE}`]).then(() => 'taken', String), { timeout: 20_000 })
      .toBe('taken');
  });

  test('a report is put off while the domain cannot be read', async () => {
    const settings = '/var/lib/denwaban/live/gateway/settings.json';
    await node.exec('mv', settings, `${settings}.away`);
    try {
      await expect(send([`To: ${ONE}`])).rejects.toMatchObject(OFF);
    } finally {
      await node.exec('mv', `${settings}.away`, settings);
    }
  });
});

test('it changes nothing, and needs little memory', async () => {
  const text = `${'y'.repeat(900)}\r\n`.repeat(2_000);
  const raw = `To: ${ONE}\r\nX-Odd:  two  blanks\r\nSubject: as it is\r\n\r\n${text}`;
  const before = relay.mails.length;
  const transport = nodemailer.createTransport({
    host: ADDRESS,
    port: 2525,
    ignoreTLS: true,
    localAddress: `${NET}.1`,
  });
  await transport.sendMail({ envelope: { from: 'op1@office.example', to: [ONE] }, raw });
  await expect.poll(() => relay.mails.length, { timeout: 20_000 }).toBe(before + 1);
  const got = relay.mails.at(-1)?.raw ?? '';
  expect(got).toContain('X-Odd:  two  blanks\r\nSubject: as it is\r\n');
  expect(got.endsWith(text)).toBe(true);
  const kilobytes = Number(await node.exec('ps', '-C', 'python3', '-o', 'rss='));
  expect(kilobytes).toBeLessThan(60_000);
}, 60_000);
