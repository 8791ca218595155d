import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import nodemailer from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SecretRef, Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { certificate, fields, LIVE, mail } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { type Relay, startRelay } from '../node/relay.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.26';
const ADDRESS = `${NET}.11`;
const PORT = 2587;
const NAME = 'submission.report.denwaban.example';
const DOMAIN = 'report.denwaban.example';
const ONE = `yamada-shoji@${DOMAIN}`;
const OTHER = `minato-dental@${DOMAIN}`;
/** Whose networks these are: the office hands in without a password, and operators at home with one. */
const [OFFICE, HOME, ELSEWHERE] = [`${NET}.5`, '127.0.27.5', '127.0.28.5'];
const PASSWORD = 'kyou-mo-denwa-wo-toru';
const NEXT = 'ashita-mo-denwa-wo-toru';

let node: RealNode;
let stack: Stack;
let tenants: readonly Tenant[];
let relay: Relay;
let ca: string;

/** The sample stack where op2 may hand reports in from home, by some version of its password. */
function open(version: number, more: Partial<Stack['report']> = {}): Stack {
  const operators = stack.operators.map((operator) =>
    operator.id === 'op2'
      ? { ...operator, mailPassword: `secret://operator-op2-mail#${version}` as SecretRef }
      : operator,
  );
  const submission = { networks: ['127.0.27.0/24'], tls: 'secret://submission-tls#1' as SecretRef };
  return { ...stack, operators, report: { ...stack.report, submission, ...more } };
}

async function apply(of: Stack): Promise<void> {
  for (const part of parts(tenants, of)) {
    const status = (await node.apply(part)).parts[part.name];
    if (status?.state !== 'converged') console.log(JSON.stringify(status), await node.logs(60));
    expect(status).toMatchObject({ state: 'converged' });
  }
}

beforeAll(async () => {
  ({ stack, tenants } = await sample(NET));
  const secrets = { ...SECRETS, 'operator-op2-mail#1': PASSWORD, 'operator-op2-mail#2': NEXT };
  node = await RealNode.start(ADDRESS, secrets);
  const at = Date.parse('2027-03-01T10:00:00+09:00');
  await writeFile(join(node.folder, 'clock'), String(Math.round((at - Date.now()) / 1000)));
  const shown = await certificate(node, 'ca', NAME);
  ca = await node.exec('cat', '/test/ca.crt');
  const tls = { 'submission-tls#1': `${shown.cert}${shown.key}`, 'operator-op2-mail#3': 'too-short' };
  await writeFile(join(node.folder, 'secrets.json'), JSON.stringify({ ...secrets, ...tls }), { mode: 0o600 });
  relay = await startRelay({ host: `${NET}.21`, port: 2525, password: '', open: true });
  await apply(open(1));
}, 180_000);
afterAll(async () => {
  await node.stop();
  await relay?.close();
});
beforeEach(() => {
  relay.mails.length = 0;
});

interface How {
  user?: string;
  /** Without one: no login. */
  password?: string | undefined;
  from?: string;
  to?: string[];
  header?: string[];
  authMethod?: string;
  port?: number;
  tls?: boolean;
}

/** As a mail program that trusts the certificate's authority alone. Each comes from another address of its network: Postfix counts by address. */
let last = 5;
async function send(how: How = {}): Promise<void> {
  const { user = 'op2', port = PORT, to = [ONE], header = [`To: ${ONE}`], authMethod } = how;
  const password = 'password' in how ? how.password : PASSWORD;
  last += 1;
  const transport = nodemailer.createTransport({
    host: ADDRESS,
    port,
    ...(how.tls === false ? { ignoreTLS: true } : { requireTLS: true }),
    tls: { ca, servername: NAME },
    localAddress: (how.from ?? HOME).replace(/\d+$/, String(last)),
    ...(password === undefined ? {} : { auth: { user, pass: password } }),
    ...(authMethod === undefined ? {} : { authMethod }),
  });
  await transport.sendMail({ envelope: { from: 'op2@office.example', to }, raw: mail(...header) });
}

const WRONG = { responseCode: 535 };
const UNKNOWN = { responseCode: 550, response: expect.stringContaining('5.1.1') };
const MIXED = { responseCode: 550, response: expect.stringContaining('one message, one tenant') };

/** A session that goes on: connected, and over TLS where that is not ignored. */
function session(ignoreTLS = false): Promise<SMTPConnection> {
  last += 1;
  const localAddress = HOME.replace(/\d+$/, String(last));
  const options = { host: ADDRESS, port: PORT, ignoreTLS, requireTLS: !ignoreTLS, localAddress };
  const connection = new SMTPConnection({ ...options, tls: { ca, servername: NAME } });
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect(() => resolve(connection));
  });
}

const login = (connection: SMTPConnection, pass: string) =>
  new Promise<void>((resolve, reject) => {
    connection.login({ credentials: { user: 'op2', pass } }, (error) => (error ? reject(error) : resolve()));
  });

describe('an operator elsewhere', () => {
  test.each(['PLAIN', 'LOGIN'])('hands a report in with a password over TLS, by %s', async (authMethod) => {
    await send({ authMethod });
    await expect
      .poll(() => relay.mails, { timeout: 20_000 })
      .toMatchObject([{ to: ['taro@yamada.example'] }]);
    const raw = relay.mails[0]?.raw ?? '';
    expect(fields(raw).get('to')).toEqual(['undisclosed-recipients:;']);
    // Neither who logged in, nor from where.
    expect(raw).not.toMatch(/op2(?!@office)|127\.0\.27|ESMTPSA/);
    expect(await node.logs(200)).toMatch(new RegExp(`sasl_method=${authMethod}, sasl_username=op2\\b`));
  });

  test('is told to speak TLS before a password is taken', async () => {
    const connection = await session(true);
    await expect(login(connection, PASSWORD)).rejects.toMatchObject({ responseCode: 530 });
    connection.close();
    await expect(send({ password: undefined, tls: false })).rejects.toMatchObject({ responseCode: 530 });
  });

  test('hands nothing in without a password', async () => {
    await expect(send({ password: undefined })).rejects.toMatchObject({ responseCode: 530 });
    await expect(send({ password: undefined, to: ['postmaster'] })).rejects.toMatchObject({
      responseCode: 530,
    });
    await expect(send({ password: undefined, port: 2525, tls: false })).rejects.toMatchObject({
      responseCode: 554,
    });
  });

  test.each<[what: string, how: How]>([
    ['a wrong one', { password: `${PASSWORD}x` }],
    ['the one of its phone', { password: SECRETS['operator-op2#1'] }],
    ['one of an operator who has none for mail', { user: 'op1', password: SECRETS['operator-op1#1'] }],
    ['one with another domain', { user: `op2@${DOMAIN}` }],
    ['no user', { user: '' }],
    ['a user of the file’s syntax', { user: 'op2:x\n# salt' }],
  ])('is refused with %s, after a while', async (_, how) => {
    const began = Date.now();
    await expect(send(how)).rejects.toMatchObject(how.user === '' ? {} : WRONG);
    if (how.user === undefined) expect(Date.now() - began).toBeGreaterThan(900);
  });

  test('comes from a network of the stack’s: others, the office’s too, get no chance to try a password', async () => {
    for (const from of [OFFICE, ELSEWHERE])
      await expect(send({ from })).rejects.toMatchObject({ responseCode: 554 });
    await expect(
      send({ from: ELSEWHERE, port: 2525, tls: false, password: undefined }),
    ).rejects.toMatchObject({
      responseCode: 554,
    });
  });

  test.each<[what: string, how: How, answer: object]>([
    ['an unknown tenant', { to: [`nobody-known@${DOMAIN}`] }, UNKNOWN],
    ['an unknown person', { to: [`yamada-shoji+nobody@${DOMAIN}`] }, UNKNOWN],
    ['somebody who is no tenant', { to: ['stranger@elsewhere.example'] }, { responseCode: 554 }],
    ['the percent hack', { to: [`stranger%elsewhere.example@${DOMAIN}`] }, { responseCode: 554 }],
    ['a mailbox of the node', { to: ['root@node1.report.denwaban.example'] }, { responseCode: 554 }],
    ['two tenants', { to: [ONE, OTHER] }, MIXED],
    ['one tenant, with another in the header', { header: [`To: ${ONE}`, `Cc: ${OTHER}`] }, MIXED],
  ])('writes with its password to no more than the office: %s', async (_, how, answer) => {
    await expect(send(how)).rejects.toMatchObject(answer);
    expect(relay.mails).toEqual([]);
  });

  test('can try some passwords a minute from one address, and no more', async () => {
    const attempt = async () => {
      last -= 1;
      return await send().then(
        () => 'taken',
        (error: { response?: string }) => error.response ?? '',
      );
    };
    const said: string[] = [];
    for (let i = 0; i < 22; i += 1) said.push(await attempt());
    expect(said.slice(0, 15).every((one) => one === 'taken')).toBe(true);
    expect(said.at(-1)).toMatch(/^4\d\d .*too many AUTH/);
  });
});

describe('its password', () => {
  test('lies on the node as a hash that Dovecot alone can read, and nowhere as itself', async () => {
    const files = [`${LIVE}/dovecot/operators`, `${LIVE}/postfix/tls.pem`];
    expect(await node.exec('stat', '-c', '%a %U %G', ...files)).toBe('640 root dovecot\n600 root root');
    expect(await node.exec('cat', files[0] ?? '')).toMatch(
      /^#.*\nop2:\{SHA512-CRYPT\}\$6\$rounds=20000\$[A-Za-z0-9./]{16}\$[A-Za-z0-9./]{86}::::::hash=[0-9a-f]{16}$/,
    );
    const found = execa('grep', ['-rlF', PASSWORD, join(node.folder, 'store')], { reject: false });
    expect((await found).stdout).toBe('');
    for (const place of ['/var/lib/denwaban', '/run/dovecot', '/var/spool/postfix'])
      await expect(node.exec('grep', '-rlF', PASSWORD, place)).rejects.toMatchObject({ exitCode: 1 });
    expect(await node.logs(10_000)).not.toContain(PASSWORD);
  });

  test('is exchanged by a new version of its secret, while a session goes on and no report is lost', async () => {
    const before = await node.exec('cat', `${LIVE}/dovecot/operators`);
    const connection = await session();
    await login(connection, PASSWORD);
    await apply(open(2));
    await new Promise<void>((resolve, reject) =>
      connection.send({ from: 'op2@office.example', to: [ONE] }, mail('X-Mark: during'), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    connection.quit();
    await expect(send()).rejects.toMatchObject(WRONG);
    await send({ password: NEXT, header: ['X-Mark: after'] });
    const marks = () => relay.mails.map(({ raw }) => fields(raw).get('x-mark')?.[0]);
    await expect.poll(marks, { timeout: 20_000 }).toEqual(['during', 'after']);
    expect((await node.ask()).findings).toEqual([]);
    await apply(open(1));
    // Another salt would tell the same.
    expect(await node.exec('cat', `${LIVE}/dovecot/operators`)).toBe(before);
  }, 120_000);

  test('that is too short is refused before anything is changed, and not shown', async () => {
    const cluster = parts(tenants, open(3))[0];
    const status = cluster && (await node.apply(cluster));
    expect(JSON.stringify(status?.parts.cluster)).toContain('secret-unfit');
    expect(JSON.stringify(status) + (await node.logs())).not.toContain('too-short');
    await send();
    await apply(open(1));
  }, 120_000);
});

describe('drift', () => {
  const items = async () => (await node.ask()).findings.map(({ kind, item }) => `${kind} ${item}`).sort();
  const FILE = `${LIVE}/dovecot/operators`;
  const outcome =
    (how: How = {}) =>
    () =>
      send(how).then(
        () => 'taken',
        ({ responseCode }) => responseCode,
      );
  // Dovecot looks at its file once a second.
  const SOON = { timeout: 10_000, interval: 500 };
  const shell = (script: string) => node.exec('sh', '-euc', script);

  test('finds somebody who was added by hand, or taken away, and an apply mends it', async () => {
    const hash = `$(printf 'a-strange-password' | openssl passwd -6 -stdin)`;
    await shell(`printf 'mallory:{CRYPT}%s::::::hash=0123456789abcdef\\n' "${hash}" >> ${FILE}`);
    const mallory = { user: 'mallory', password: 'a-strange-password' };
    await expect.poll(outcome(mallory), SOON).toBe('taken');
    expect(await items()).toEqual(['changed file dovecot/operators', 'unowned login mallory']);
    await apply(open(1));
    expect(await outcome(mallory)()).toBe(535);

    await shell(`sed -i '/^op2:/d' ${FILE}`);
    await expect.poll(outcome(), SOON).toBe(535);
    expect(await items()).toEqual(['changed file dovecot/operators', 'missing login op2']);
    await apply(open(1));
    await send();
    expect(await items()).toEqual([]);
  }, 120_000);

  test('finds a Dovecot that lets everybody in, whatever the file says', async () => {
    const conf = '/opt/denwaban/dovecot.conf';
    await shell(
      `cp ${conf} /tmp/as-it-was; printf 'passdb static {\\n  fields {\\n    nopassword = yes\\n  }\\n}\\n' >> ${conf}; doveadm -c ${conf} reload; postfix -c ${LIVE}/postfix reload; sleep 2; doveadm -O auth lookup op2; cp /tmp/as-it-was ${conf}`,
    );
    await expect.poll(items, { timeout: 10_000 }).toEqual([expect.stringMatching(/^unowned login nobody-/)]);
    const anybody = { user: 'anybody', password: 'anything-at-all' };
    expect(await outcome(anybody)()).toBe('taken');
    await apply(open(1));
    expect(await outcome(anybody)()).toBe(535);
  }, 120_000);

  test('finds another certificate, and that Dovecot is not there; a report is put off for as long', async () => {
    await shell(`cp ${LIVE}/postfix/tls.pem /tmp/right.pem`);
    const strange = await certificate(node, 'stranger', NAME);
    await writeFile(join(node.folder, 'strange.pem'), strange.cert + strange.key);
    await shell(
      `cat /test/strange.pem > ${LIVE}/postfix/tls.pem; postfix -c ${LIVE}/postfix reload; sleep 1; openssl s_client -bind ${ADDRESS}:0 -connect ${ADDRESS}:${PORT} -starttls smtp < /dev/null > /dev/null 2>&1; cat /tmp/right.pem > ${LIVE}/postfix/tls.pem`,
    );
    await expect.poll(items, { timeout: 10_000 }).toEqual([`changed certificate at ${ADDRESS}:${PORT}`]);
    await expect(send()).rejects.toMatchObject({ code: expect.stringMatching(/ETLS|ESOCKET/) });
    await apply(open(1));
    await send();

    await shell(`s6-svc -wd -d /opt/denwaban/services/dovecot; postfix -c ${LIVE}/postfix reload`);
    expect(await items()).toContain('missing login op2');
    const error = (await send().catch((thrown) => thrown)) as { responseCode?: number };
    expect(error).toBeInstanceOf(Error);
    expect(error.responseCode ?? 400).toBeLessThan(500);
    await node.exec('s6-svc', '-u', '/opt/denwaban/services/dovecot');
    await expect.poll(outcome(), { timeout: 90_000, interval: 2_000 }).toBe('taken');
    expect(await items()).toEqual([]);
  }, 180_000);
});

test('an operator who has left logs in no more, and a stack that takes none has no port and no password', async () => {
  const others = open(1);
  const operators = stack.operators.map((operator) =>
    operator.id === 'op1'
      ? { ...operator, mailPassword: 'secret://operator-op2-mail#2' as SecretRef }
      : operator,
  );
  await apply({ ...others, operators });
  await expect(send()).rejects.toMatchObject(WRONG);
  await send({ user: 'op1', password: NEXT });

  await apply(stack);
  await expect(send({ user: 'op1', password: NEXT })).rejects.toMatchObject({ code: 'ESOCKET' });
  expect(await node.exec('ls', LIVE, `${LIVE}/postfix`)).not.toContain('tls.pem');
  await expect(node.exec('grep', '-rE', 'SHA512-CRYPT|PRIVATE KEY', LIVE)).rejects.toMatchObject({
    exitCode: 1,
  });
  expect((await node.ask()).findings).toEqual([]);
  await apply(open(1));
  await send();
}, 120_000);
