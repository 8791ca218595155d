import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ChatworkClient, chatworkClient } from '../../../src/chatwork/client.ts';
import { roomMarker, withMarker } from '../../../src/chatwork/marker.ts';
import type { TenantId } from '../../../src/domain/ids.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { deliver } from '../../../src/node/gateway/deliver.ts';
import { FAX_HEADER } from '../../../src/node/gateway/fax.ts';
import { chatworkStandIn } from '../../../src/sandbox/services/chatwork/server.ts';

const SECRET = 'marker-secret';
const TENANT = 'sakura-realty' as TenantId;
const MEMBERS = [{ accountId: 1, role: 'admin' as const }];
const known = { from: '2026-12-01' as LocalDate, channel: 'chatwork' as const, room: { name: '桜不動産様' } };

let server: FastifyInstance;
let client: ChatworkClient;
let rooms: string;
let api: string;

beforeEach(async () => {
  server = await chatworkStandIn({ token: 'token', account: 1 });
  api = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v2`;
  client = chatworkClient({ api, token: async () => 'token', maxWait: 0 });
  rooms = await mkdtemp(join(tmpdir(), 'denwaban-rooms-'));
});
afterEach(async () => {
  await server.close();
  await rm(rooms, { recursive: true });
});

const marked = (tenant = TENANT) => withMarker('受電報告', roomMarker(SECRET, tenant));
const mail = (lines: string[], text: string | Buffer) =>
  Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(text)]);
const report = (id: string, text = 'お電話がありました。') =>
  mail(
    [`Message-ID: <${id}@op.example>`, 'Subject: report', 'Content-Type: text/plain; charset=utf-8'],
    text,
  );
const post = (content: Buffer, to = { tenant: TENANT, known }) =>
  deliver(content, to, { client, markerSecret: SECRET, rooms });
const bodies = async (room: number) => (await client.messages(room)).map(({ body }) => body);

describe('the room', () => {
  test('is found by its marker among rooms of the same name, and remembered', async () => {
    await client.createRoom({ name: '桜不動産様', description: '別の部屋', members: MEMBERS });
    const room = await client.createRoom({ name: '桜不動産様', description: marked(), members: MEMBERS });
    expect(await post(report('1'))).toBe('posted');
    expect(await bodies(room)).toHaveLength(1);
    expect(await readFile(join(rooms, TENANT), 'utf8')).toBe(String(room));
  });

  test('that lost its marker since is not trusted: the report waits', async () => {
    const room = await client.createRoom({ name: '桜不動産様', description: marked(), members: MEMBERS });
    await post(report('1'));
    await client.updateRoom(room, { description: '別の会社の部屋' });
    await expect(post(report('2'))).rejects.toMatchObject({ code: 'gateway-room-missing' });
    expect(await bodies(room)).toHaveLength(1);
  });

  test('with a marker made without the secret is nobody’s', async () => {
    const forged = withMarker('', roomMarker('guess', TENANT));
    await client.createRoom({ name: '桜不動産様', description: forged, members: MEMBERS });
    await expect(post(report('1'))).rejects.toMatchObject({ code: 'gateway-room-missing' });
  });

  test('two with the same marker: neither is guessed', async () => {
    for (const name of ['桜不動産様', '桜不動産様'])
      await client.createRoom({ name, description: marked(), members: MEMBERS });
    await expect(post(report('1'))).rejects.toMatchObject({ code: 'chatwork-room-ambiguous' });
  });

  test('that is adopted is used by its id, once it carries the marker', async () => {
    const room = await client.createRoom({ name: '前からの部屋', description: '', members: MEMBERS });
    const adopted = { tenant: TENANT, known: { ...known, room: { name: '前からの部屋', roomId: room } } };
    await expect(post(report('1'), adopted)).rejects.toMatchObject({ code: 'gateway-room-missing' });
    await client.updateRoom(room, { description: marked() });
    expect(await post(report('1'), adopted)).toBe('posted');
  });

  test('of a tenant that this release does not know: the report waits', async () => {
    const to = { tenant: TENANT, known: undefined as unknown as typeof known };
    await expect(post(report('1'), to)).rejects.toMatchObject({ code: 'gateway-no-room' });
  });
});

describe('the message', () => {
  let room: number;
  beforeEach(async () => {
    room = await client.createRoom({ name: '桜不動産様', description: marked(), members: MEMBERS });
  });

  test('that was delivered before is not posted again', async () => {
    expect(await post(report('1'))).toBe('posted');
    expect(await post(report('2'))).toBe('posted');
    expect(await post(report('1'))).toBe('there already');
    expect(await bodies(room)).toHaveLength(2);
  });

  test('commands nothing in the room', async () => {
    await post(report('1', '[To:1001] [toall] [/info][info]至急'));
    const [body = ''] = await bodies(room);
    expect(body).toContain('［To:1001］ ［toall］ ［/info］［info］至急');
    expect(body.match(/\[[^\]]*\]/g)).toEqual(['[info]', '[title]', '[/title]', '[hr]', '[/info]']);
  });

  test('reads the same from ISO-2022-JP', async () => {
    const head = ['Message-ID: <3@op.example>', 'Subject: =?ISO-2022-JP?B?GyRCPHVFRUpzOXAbKEI=?='];
    const jis = Buffer.from('1b24423b3345444d4d1b2842', 'hex');
    await post(
      mail(
        [...head, 'Content-Type: text/plain; charset=ISO-2022-JP', 'Content-Transfer-Encoding: 7bit'],
        jis,
      ),
    );
    const [body = ''] = await bodies(room);
    expect(body).toContain('[title]受電報告[/title]山田様');
  });

  test('without a Message-ID is told by its content', async () => {
    const bare = mail(['Content-Type: text/plain; charset=utf-8'], 'A');
    expect([await post(bare), await post(bare)]).toEqual(['posted', 'there already']);
  });

  test('says that what is enclosed does not come along', async () => {
    const boundary = ['--x', 'Content-Type: text/plain; charset=utf-8', '', '本文', '--x'];
    const file = [
      'Content-Type: application/pdf; name=a.pdf',
      'Content-Disposition: attachment; filename=a.pdf',
      '',
      'x',
      '--x--',
    ];
    await post(
      mail(
        ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'],
        [...boundary, ...file].join('\r\n'),
      ),
    );
    expect((await bodies(room))[0]).toContain('本文\n（添付ファイル1件は、こちらには届きません）');
  });

  describe('of a fax', () => {
    const fax = (pages: Buffer, text = 'FAXを受信しました。') =>
      nodemailer.createTransport({ streamTransport: true, buffer: true }).sendMail({
        messageId: '<fax.1@report.example>',
        headers: { [FAX_HEADER]: '1' },
        subject: '[FAX] 桜不動産 03-5000-0002 2枚',
        text,
        attachments: [{ filename: 'fax.pdf', contentType: 'application/pdf', content: pages }],
      });
    const deliverFax = async (pages: Buffer, text?: string) =>
      post((await fax(pages, text)).message as Buffer);
    const files = async () => {
      const answer = await fetch(`${api}/rooms/${room}/files`, { headers: { 'x-chatworktoken': 'token' } });
      return (await answer.json()) as { filename: string; filesize: number }[];
    };

    test('is its pages as a file, with the text, once', async () => {
      expect(await deliverFax(Buffer.from('%PDF'))).toBe('posted');
      expect(await deliverFax(Buffer.from('%PDF'))).toBe('there already');
      expect(await files()).toMatchObject([{ filename: 'fax.pdf', filesize: 4 }]);
      const [body = '', ...more] = await bodies(room);
      expect(more).toEqual([]);
      expect(body).toMatch(
        /［FAX］ 桜不動産 03-5000-0002 2枚\r?\nFAXを受信しました。\r?\n受付番号 [0-9a-f]{16}\[download:/,
      );
    });

    test('commands nothing, however long', async () => {
      await deliverFax(Buffer.from('%PDF'), `[toall]${'[To:1001]'.repeat(200)}`);
      const [body = ''] = await bodies(room);
      expect(body).not.toMatch(/\[(To|toall)/);
      expect(body).toMatch(/受付番号 [0-9a-f]{16}\[download:/);
    });

    test('with more than Chatwork takes says so in place of them', async () => {
      expect(await deliverFax(Buffer.alloc(5_000_001))).toBe('posted');
      expect(await files()).toEqual([]);
      expect((await bodies(room))[0]).toContain('（添付ファイル1件は、こちらには届きません）');
    });

    test('without a page is posted as any report', async () => {
      const { message } = await nodemailer.createTransport({ streamTransport: true, buffer: true }).sendMail({
        headers: { [FAX_HEADER]: '1' },
        subject: '[FAX 受信失敗]',
        text: '1ページも受信できませんでした。',
      });
      expect(await post(message as Buffer)).toBe('posted');
      expect((await bodies(room))[0]).toContain('[title]［FAX 受信失敗］[/title]');
    });
  });

  test('longer than Chatwork takes is cut, and says so', async () => {
    await post(report('1', 'あ'.repeat(70_000)));
    const [body = ''] = await bodies(room);
    expect([...body].length).toBeLessThan(65_535);
    expect(body).toContain('（長いため、以下を省略しました）');
  });
  test.each([
    ['a long subject', '件'.repeat(70_000), 'お電話がありました。'],
    ['a long body', '受電報告', '😀[山]'.repeat(30_000)],
    ['both', '件'.repeat(70_000), 'あ'.repeat(70_000)],
    ['a body that the frame alone makes too long', '受電報告', 'a'.repeat(65_500)],
  ])(
    'with %s is posted within the limit, frame and all, and says that it was cut',
    async (_, subject, text) => {
      const head = [
        'Message-ID: <long@op.example>',
        `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
        'Content-Type: text/plain; charset=utf-8',
      ];
      expect(await post(mail(head, text))).toBe('posted');
      const [body = ''] = await bodies(room);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_535);
      expect(body).toContain('長いため、');
      expect(body).toMatch(/\[hr\]受付番号 [0-9a-f]{16}\[\/info\]$/);
      expect(body).not.toContain('\uFFFD');
      expect(await post(mail(head, text))).toBe('there already');
    },
  );
});
