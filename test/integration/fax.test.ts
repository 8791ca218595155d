import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { roomMarker, withMarker } from '../../src/chatwork/marker.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { mailboxes } from '../../src/sandbox/services/mailboxes.ts';
import { LIVE } from '../node/mail.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';
import { number } from '../render/sample.ts';
import { FaxSender, STATION } from './fax/sender.ts';

const NET = '127.0.46';
const NODE = `${NET}.11`;
const API = `http://${NET}.20:8080/v2`;
const CALLER = '0312345678';
const SPOOL = '/var/lib/denwaban/spool/fax';
/** A fax number of a tenant that gets mail, another one of the same, and one of a tenant that has a room. */
const [MAIL, OTHER, ROOM] = ['0350000011', '0350000012', '0350000031'];
/** Rows of noise: the first takes longer than a silent trunk is left alone, the second is broken off on its second page. */
const DOCUMENTS = { long: [90, 10], short: [15, 15], endless: [5, 400] };

let node: RealNode;
let sender: FaxSender;
let chatwork: FastifyInstance;
let mail: SMTPServer;
let mailFolder: string;
let room: number;

const client = chatworkClient({ api: API, token: async () => SECRETS['chatwork-token#1'], maxWait: 0 });

beforeAll(async () => {
  const { stack, tenants } = await sample(NET);
  node = await RealNode.start(NODE, SECRETS, '13400-13499');
  const at = Date.parse('2027-03-01T10:00:00+09:00');
  await writeFile(join(node.folder, 'clock'), String(Math.round((at - Date.now()) / 1000)));
  chatwork = await chatworkStandIn({ token: SECRETS['chatwork-token#1'], account: 1 });
  await chatwork.listen({ host: `${NET}.20`, port: 8080 });
  mailFolder = await mkdtemp(join(tmpdir(), 'denwaban-mail-'));
  mail = await mailboxes({ host: `${NET}.21`, port: 2525 }, mailFolder);
  room = await client.createRoom({
    name: 'さくら不動産販売様 受電報告',
    description: withMarker('', roomMarker(SECRETS['room-marker#1'], 'sakura-realty' as TenantId)),
    members: [{ accountId: 1, role: 'admin' }],
  });
  const lent = new Map([
    ['minato-dental', [OTHER]],
    ['sakura-realty', [ROOM]],
  ]);
  const faxes = (id: TenantId) => (lent.get(id) ?? []).map((digits = '') => number(digits, { kind: 'fax' }));
  const withFaxes = tenants.map((t): Tenant => ({ ...t, numbers: [...t.numbers, ...faxes(t.id)] }));
  for (const part of parts(withFaxes, stack)) {
    const status = await node.apply(part);
    expect(status.parts[part.name]).toMatchObject({ state: 'converged' });
  }
  sender = await FaxSender.start(`${NET}.100`, CALLER, DOCUMENTS);
}, 180_000);

afterAll(async () => {
  mail?.close();
  await Promise.all([sender?.stop(), node?.stop(), chatwork?.close()]);
  await rm(mailFolder, { recursive: true, force: true });
});

async function until<T>(look: () => Promise<T>, holds: (found: T) => boolean, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1_000; ; await sleep(250)) {
    const found = await look();
    if (holds(found)) return found;
    if (Date.now() > end)
      throw new Error(`still ${JSON.stringify(found)}; ${await node.logs()}; ${await sender.logs()}`);
  }
}

const spool = async () => (await node.exec('ls', SPOOL)).split('\n').filter((name) => name !== '');
const ends = async () => (await spool()).filter((name) => name.endsWith('.end'));

/** Waits until the first page of a fax to this number is whole. */
const firstPage = (lent: string) =>
  until(
    () =>
      node.exec(
        'sh',
        '-c',
        `cat ${SPOOL}/*_${lent}_*.tif 2>/dev/null | od -An -t u4 -j 4 -N 4 2>/dev/null || :`,
      ),
    (place) => Number(place) > 0,
  );

async function mails(): Promise<(ParsedMail & { envelopeTo: string[] })[]> {
  const names = (await readdir(mailFolder)).filter((name) => name.endsWith('.envelope.json')).sort();
  return await Promise.all(
    names.map(async (name) => {
      const envelope = JSON.parse(await readFile(join(mailFolder, name), 'utf8')) as { to: string[] };
      const raw = await readFile(join(mailFolder, name.replace('.envelope.json', '.eml')));
      return { ...(await simpleParser(raw)), envelopeTo: envelope.to };
    }),
  );
}

/** Pages of a PDF by its page tree, which tiff2pdf writes in clear. */
const pages = (pdf: Buffer) => Number(/\/Type \/Pages[^>]*?\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);
const tellsOf = (found: Awaited<ReturnType<typeof mails>>, title: string) =>
  found.filter(({ subject }) => subject?.startsWith(title));

async function roomFiles(): Promise<{ filename: string; content: Buffer }[]> {
  const headers = { 'x-chatworktoken': SECRETS['chatwork-token#1'] };
  const list = await (await fetch(`${API}/rooms/${room}/files`, { headers })).json();
  return await Promise.all(
    (list as { file_id: number; filename: string }[]).map(async ({ file_id: id, filename }) => {
      const one = await fetch(`${API}/rooms/${room}/files/${id}?create_download_url=1`, { headers });
      const { download_url: address } = (await one.json()) as { download_url: string };
      return { filename, content: Buffer.from(await (await fetch(address)).arrayBuffer()) };
    }),
  );
}

test('faxes by T.38 and by audio, whole and broken off, arrive once though the desk is killed and Postfix was away', async () => {
  // Its supervisor is told first, and would else start it again.
  await node.exec('s6-svc', '-d', '/opt/denwaban/services/postfix');
  await node.exec('postfix', '-c', `${LIVE}/postfix`, 'stop');
  await sender.send('endless', OTHER, NODE, 't38');
  await firstPage(OTHER);
  // Of the caller's hanging up nothing but the end of the call is left.
  await sender.hangUp();
  await Promise.all([sender.send('long', MAIL, NODE, 't38'), sender.send('short', ROOM, NODE, 'audio')]);
  await until(ends, (found) => found.length === 3, 150);

  await node.kill('fax');
  await sleep(3_000);
  expect(await ends()).toHaveLength(3);
  expect(await mails()).toEqual([]);
  await node.exec('s6-svc', '-u', '/opt/denwaban/services/postfix');
  await until(spool, (found) => found.length === 0);
  await until(mails, (found) => found.length >= 2);
  await until(roomFiles, (found) => found.length >= 1);
  // Whatever would arrive a second time.
  await sleep(3_000);

  const found = await mails();
  expect(found.map(({ envelopeTo }) => envelopeTo)).toEqual([
    ['mori@minato-dental.example'],
    ['mori@minato-dental.example'],
  ]);
  const [whole] = tellsOf(found, '[FAX] ');
  expect(whole?.subject).toBe('[FAX] みなと歯科クリニック 03-5000-0011 2枚');
  expect(whole?.text).toContain(`発信番号：${CALLER}\n相手機の表示：${STATION.kept}（`);
  expect(whole?.text).toMatch(/^受信日時：2027年3月1日 10時\d\d分$/m);
  expect(whole?.attachments.map(({ content }) => pages(content))).toEqual([2]);
  const [broken] = tellsOf(found, '[FAX 途中まで] ');
  expect(broken?.subject).toBe('[FAX 途中まで] みなと歯科クリニック 03-5000-0012 1枚');
  expect(broken?.text).toContain('結果：相手が途中で通話を切りました');
  expect(broken?.attachments.map(({ content }) => pages(content))).toEqual([1]);

  const files = await roomFiles();
  expect(files.map(({ content }) => pages(content))).toEqual([2]);
  const bodies = (await client.messages(room)).map(({ body }) => body);
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toContain('［FAX］ さくら不動産販売株式会社 03-5000-0031 2枚');
}, 300_000);

test('a fax that ends with Asterisk is reported as broken off, with the page that had come', async () => {
  await sender.send('endless', OTHER, NODE, 't38');
  await firstPage(OTHER);
  await node.kill('asterisk');
  const found = await until(mails, (all) => all.length >= 3);
  const last = found.at(-1);
  expect(last?.subject).toBe('[FAX 途中まで] みなと歯科クリニック 03-5000-0012 1枚');
  expect(last?.text).toContain('結果：通話が途中で切れました（受信側の障害）');
  expect(last?.attachments.map(({ content }) => pages(content))).toEqual([1]);
  expect(await until(spool, (left) => left.length === 0)).toEqual([]);
  expect(await node.logs()).not.toContain(CALLER);
  await node.until(({ asteriskStarted }) => asteriskStarted !== undefined);
  expect(await node.ask()).toMatchObject({ findings: [] });
}, 120_000);
