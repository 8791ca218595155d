import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SecretRef, Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { certificate, fields, flush, LIVE, mail, queueOf } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { type Relay, startRelay } from '../node/relay.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.24';
const ADDRESS = `${NET}.11`;
const RELAY = { host: `${NET}.21`, port: 2587 };
const RELAY_NAME = 'email-smtp.relay.example';
/** As SES's are: letters, digits, +, / and =. */
const PASSWORD = 'BM9t+Wx/0aQ=';
const WRONG = 'not+this/one=';
const REPORTS = 'reports@report.denwaban.example';

let node: RealNode;
let stack: Stack;
let tenants: readonly Tenant[];
let relay: Relay | undefined;
let tls: Record<'right' | 'otherName' | 'otherRoot', { key: string; cert: string }>;

/** The sample stack with a relay that wants a password. */
function withRelay(version: number, more: Partial<Stack> = {}): Stack {
  const login = { user: 'AKIASAMPLE', password: `secret://ses-smtp#${version}` as SecretRef };
  const { port } = RELAY;
  return { ...stack, report: { ...stack.report, relay: { host: RELAY_NAME, port, login } }, ...more };
}

/** There is no DNS here: the relay's name stands in the node's /etc/hosts. */
function withoutDns(part: RenderedPart): RenderedPart {
  const files = part.files.map(({ path, content }) => ({
    path,
    content: path === 'postfix/main.cf' ? `${content}smtp_host_lookup = native\n` : content,
  }));
  return { ...part, files };
}

async function apply(of: Stack): Promise<void> {
  for (const part of parts(tenants, of)) {
    const status = await node.apply(part.name === 'cluster' ? withoutDns(part) : part);
    expect(status.parts[part.name]).toMatchObject({ state: 'converged' });
  }
}

beforeAll(async () => {
  ({ stack, tenants } = await sample(NET));
  node = await RealNode.start(ADDRESS, {
    ...SECRETS,
    'ses-smtp#1': PASSWORD,
    'ses-smtp#2': WRONG,
    'ses-smtp#3': PASSWORD,
  });
  const at = Date.parse('2027-03-01T10:00:00+09:00');
  await writeFile(join(node.folder, 'clock'), String(Math.round((at - Date.now()) / 1000)));
  await node.exec('sh', '-euc', `echo '${RELAY.host} ${RELAY_NAME}' >> /etc/hosts`);
  tls = {
    right: await certificate(node, 'ca', RELAY_NAME),
    otherName: await certificate(node, 'ca', 'other.relay.example'),
    otherRoot: await certificate(node, 'stranger', RELAY_NAME),
  };
  await node.exec(
    'sh',
    '-euc',
    'cp /test/ca.crt /usr/local/share/ca-certificates/ && update-ca-certificates >/dev/null 2>&1',
  );
  await apply(withRelay(1));
}, 180_000);
afterEach(async () => {
  await relay?.close();
  await node.exec('postsuper', '-c', `${LIVE}/postfix`, '-d', 'ALL');
});
afterAll(() => node.stop());

const transport = () =>
  nodemailer.createTransport({ host: ADDRESS, port: 2525, ignoreTLS: true, localAddress: `${NET}.1` });

/** Hands a mail over as it is. */
async function send(raw: string, to = 'yamada-shoji@report.denwaban.example', from = 'op1@office.example') {
  await transport().sendMail({ envelope: { from, to: [to] }, raw });
}

const queue = () => queueOf(node);

async function until<T>(look: () => Promise<T> | T, holds: (found: T) => boolean): Promise<T> {
  for (const end = Date.now() + 30_000; ; await sleep(100)) {
    const found = await look();
    if (holds(found)) return found;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(found)}; ${await node.logs()}`);
  }
}

/** The one mail in the queue, once the relay was tried. */
async function deferred(): Promise<string> {
  const found = await until(queue, ([first]) => first?.queue_name === 'deferred');
  expect(found).toMatchObject([{ sender: REPORTS }]);
  return found[0]?.recipients[0]?.delay_reason ?? '';
}

describe('a relay that wants a password', () => {
  test('gets it over TLS alone, and mail of the report domain alone', async () => {
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD });
    await send(mail('From: 受付 <op1@office.example>', 'To: yamada-shoji@report.denwaban.example'));
    const { mails } = await until(
      () => relay as Relay,
      (r) => r.mails.length > 0,
    );
    expect(mails).toMatchObject([
      { from: REPORTS, to: ['taro@yamada.example'], secure: true, user: 'AKIASAMPLE' },
    ]);
    expect(relay.shown).toEqual([{ password: PASSWORD, secure: true }]);
    const header = fields(mails[0]?.raw ?? '');
    expect(header.get('from')).toEqual([REPORTS]);
    expect(header.get('reply-to')).toEqual(['受付 <op1@office.example>']);
    expect(header.get('to')).toEqual(['undisclosed-recipients:;']);
    expect(await queue()).toEqual([]);
  });

  const OURS = 'op1@office.example';
  test.each<[what: string, header: string[], replyTo: string[]]>([
    [
      'encoded words that hide a header',
      [`From: =?utf-8?Q?x=0D=0ABcc:_spy@evil.example?= <${OURS}>`],
      [`=?utf-8?Q?x=0D=0ABcc:_spy@evil.example?= <${OURS}>`],
    ],
    ['folded over lines', ['From:', ' "Reception"', `\t<${OURS}>`], [`"Reception"\t<${OURS}>`]],
    [
      'a blank before the colon, in capitals',
      [`FROM : ${OURS}`, 'REPLY-TO : spy@evil.example', 'Cc : spy@evil.example'],
      [OURS],
    ],
    ['a group', ['From: Desk: a@evil.example, b@evil.example;'], ['Desk: a@evil.example, b@evil.example;']],
    ['several addresses', ['From: a@evil.example, b@evil.example'], ['a@evil.example, b@evil.example']],
    [
      'what Postfix expands in its files',
      ['From: "$1 $mail_owner $(x) $$2" <a@evil.example>'],
      ['"$1 $mail_owner $(x) $$2" <a@evil.example>'],
    ],
    ['two of them', ['From: a@evil.example', 'From: b@evil.example'], ['a@evil.example', 'b@evil.example']],
    [
      'a Reply-To beside it, twice',
      ['Reply-To: a@evil.example', `From: ${OURS}`, 'reply-to: b@evil.example'],
      [OURS],
    ],
    ['empty', ['From:'], []],
    ['none', ['X-Nothing: at all'], []],
    [
      'a sender beside it',
      [`From: ${OURS}`, 'Sender: boss@evil.example', 'Return-Path: <boss@evil.example>'],
      [OURS],
    ],
    [
      'a mail that was sent on',
      [`From: ${OURS}`, 'Resent-From: boss@evil.example', 'Resent-Sender : boss@evil.example'],
      [OURS],
    ],
  ])('From is ours whatever came: %s', async (_, header, replyTo) => {
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD });
    await send(mail(...header));
    const { mails } = await until(
      () => relay as Relay,
      (r) => r.mails.length > 0,
    );
    expect(mails).toMatchObject([{ from: REPORTS, to: ['taro@yamada.example'] }]);
    const raw = mails[0]?.raw ?? '';
    const found = fields(raw);
    expect(found.get('from')).toEqual([REPORTS]);
    expect(found.get('reply-to') ?? []).toEqual(replyTo);
    for (const name of found.keys()) expect(name).not.toMatch(/^(sender|return-path|resent-.*|b?cc|)$/);
    expect(raw).toMatch(/\r?\n\r?\nthe text\r?\n$/);
  });

  test('a mail without a sender is refused: no relay takes it', async () => {
    await expect(send(mail('From: <>'), 'yamada-shoji@report.denwaban.example', '')).rejects.toMatchObject({
      responseCode: 550,
    });
  });

  test.each<[what: string, name: keyof typeof tls | undefined, reason: RegExp]>([
    ['offers no TLS', undefined, /TLS is required/],
    ['has a certificate of another name', 'otherName', /not verified|Server certificate/],
    ['has one of an authority that nobody trusts', 'otherRoot', /not trusted|not verified/],
  ])('one that %s gets neither password nor mail, and the report waits', async (_, name, reason) => {
    relay = await startRelay({ ...RELAY, ...(name ? { tls: tls[name] } : {}), password: PASSWORD });
    await send(mail('From: op1@office.example'));
    expect(await deferred()).toMatch(reason);
    expect(relay.connections).toBeGreaterThan(0);
    expect(relay).toMatchObject({ mails: [], shown: [] });
  });

  test('what it refuses for good waits too, since nobody would be told', async () => {
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD, refuse: true });
    await send(mail('From: op1@office.example'));
    expect(await deferred()).toContain('554');
  });

  test('a wrong password loses nothing: the report leaves with the next version of the secret', async () => {
    await apply(withRelay(2));
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD });
    await send(mail('From: op1@office.example'));
    expect(await deferred()).toContain('authentication failed');
    expect(relay.mails).toEqual([]);
    expect(relay.shown).toContainEqual({ password: WRONG, secure: true });
    await apply(withRelay(3));
    await flush(node);
    await until(
      () => relay?.mails,
      (mails) => mails?.length === 1,
    );
    expect(await until(queue, (found) => found.length === 0)).toEqual([]);
  });

  test('its password is root’s to read, is told to nobody, and is mended after a hand', async () => {
    const file = `${LIVE}/postfix/relay-password`;
    expect(await node.exec('stat', '-c', '%a %U', file)).toBe('600 root');
    expect(await node.exec('cat', file)).toBe(`[${RELAY_NAME}]:2587 AKIASAMPLE:${PASSWORD}`);
    expect(await node.exec('postconf', '-c', `${LIVE}/postfix`, '-n')).not.toContain(PASSWORD);
    await node.exec('sed', '-i', 's/:[^:]*$/:by+a+hand/', file);
    const answer = await node.ask();
    expect(answer.findings).toMatchObject([{ kind: 'changed', item: 'file postfix/relay-password' }]);
    const said = JSON.stringify(answer) + (await node.logs());
    for (const secret of [PASSWORD, WRONG, 'by+a+hand']) expect(said).not.toContain(secret);
    await apply(withRelay(3));
    expect((await node.ask()).findings).toEqual([]);
  });
});

describe('a stack that captures', () => {
  /** What the node has kept: recipient and mail. */
  async function captured(): Promise<string[]> {
    const kept = await node.exec(
      'sh',
      '-euc',
      'cd /var/lib/denwaban/spool/captured; find . -name "*.eml" | while read -r f; do base64 -w0 "$f"; echo; done',
    );
    return kept
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from(line, 'base64').toString('utf8'));
  }

  test('lets no mail out and posts nothing, also of what waited before', async () => {
    // Waits in the queue of the live stack: the relay is away.
    await send(mail('From: op1@office.example', 'X-Mark: waited'));
    await deferred();
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD });
    const chatwork = await chatworkStandIn({ token: SECRETS['chatwork-token#1'], account: 1 });
    let requests = 0;
    chatwork.addHook('onRequest', async () => {
      requests += 1;
    });
    await chatwork.listen({ host: `${NET}.20`, port: 8080 });
    try {
      await apply(withRelay(3, { delivery: 'capture' }));
      await flush(node);
      await send(
        mail('From: op1@office.example', 'X-Mark: person', 'Delivered-To: taro@yamada.example'),
        'yamada-shoji+sato@report.denwaban.example',
      );
      await send(mail('From: op1@office.example', 'X-Mark: room'), 'sakura-realty@report.denwaban.example');
      // A hand on the node gets nothing out either.
      await node.exec(
        'sh',
        '-euc',
        `printf 'X-Mark: hand\\n\\ntext\\n' | sendmail -C ${LIVE}/postfix stranger@elsewhere.example`,
      );
      const mails = await until(captured, (found) => found.length >= 4);
      const of = (mark: string) =>
        mails
          .filter((one) => one.includes(`X-Mark: ${mark}`))
          .map((one) => fields(one).get('x-denwaban-recipient')?.[0]);
      expect(of('waited')).toEqual(['taro@yamada.example']);
      expect(of('person')).toEqual(['taro@yamada.example']);
      expect(of('room')).toEqual(['sakura-realty@chatwork.invalid']);
      expect(of('hand')).toEqual(['stranger@elsewhere.example']);
      expect(mails).toHaveLength(4);
      expect(await queue()).toEqual([]);
      expect({ requests, connections: relay.connections }).toEqual({ requests: 0, connections: 0 });
    } finally {
      await chatwork.close();
    }
  }, 120_000);

  test('has neither a client of SMTP nor the secrets to deliver with', async () => {
    const services = await node.exec('postconf', '-c', `${LIVE}/postfix`, '-M');
    expect(services).not.toMatch(/ (smtp|lmtp|deliver)\b/);
    for (const secret of [PASSWORD, SECRETS['chatwork-token#1']]) {
      await expect(node.exec('grep', '-rF', '--', secret, LIVE)).rejects.toMatchObject({ exitCode: 1 });
    }
    expect((await node.ask()).findings).toEqual([]);
  });

  test('delivers again once it is live, and nothing of what it has kept', async () => {
    relay = await startRelay({ ...RELAY, tls: tls.right, password: PASSWORD });
    await apply(withRelay(3));
    await send(mail('From: op1@office.example', 'X-Mark: live again'));
    const { mails } = await until(
      () => relay as Relay,
      (r) => r.mails.length > 0,
    );
    await sleep(1_000);
    expect(mails.map(({ raw }) => fields(raw).get('x-mark'))).toEqual([['live again']]);
  }, 120_000);
});
