import { once } from 'node:events';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshApi, TOKEN } from './api.ts';

/** The parts of the public client (npm: chatwork-api-client) that are used here. */
interface PublicClient {
  rateLimits: Record<string, number>;
  getMe(): Promise<{ account_id: number }>;
  getContacts(): Promise<{ account_id: number }[]>;
  getRooms(): Promise<{ room_id: number }[]>;
  getRoom(room: number): Promise<{ name: string; description: string }>;
  postRoom(params: Record<string, unknown>): Promise<{ room_id: number }>;
  putRoom(room: number, params: Record<string, unknown>): Promise<unknown>;
  getRoomMembers(room: number): Promise<{ account_id: number; role: string }[]>;
  putRoomMembers(room: number, params: Record<string, unknown>): Promise<unknown>;
  postRoomMessage(room: number, params: Record<string, unknown>): Promise<{ message_id: string }>;
  getRoomMessages(room: number, params: Record<string, unknown>): Promise<{ body: string }[]>;
  postRoomFile(room: number, params: Record<string, unknown>): Promise<{ file_id: number }>;
  getRoomFiles(room: number): Promise<{ filename: string; filesize: number }[]>;
  getRoomFile(
    room: number,
    file: number,
    params?: Record<string, unknown>,
  ): Promise<{ filename: string; download_url?: string }>;
  postRoomLink(room: number, params: Record<string, unknown>): Promise<{ public: boolean }>;
  getRoomLink(room: number): Promise<{ public: boolean; need_acceptance: boolean }>;
  putRoomLink(room: number, params: Record<string, unknown>): Promise<{ need_acceptance: boolean }>;
  deleteRoomLink(room: number): Promise<{ public: boolean }>;
}

const library = createRequire(import.meta.url)('chatwork-api-client/dist/api.js') as {
  CHATWORK_URL: string;
  default: new (token: string) => PublicClient;
};

let api: Awaited<ReturnType<typeof freshApi>>['app'];

beforeEach(async () => {
  ({ app: api } = await freshApi());
  // Its base address is the one thing that is changed of the library.
  library.CHATWORK_URL = `${await api.listen({ host: '127.0.0.1', port: 0 })}/v2`;
});

afterEach(async () => {
  const closed = once(api.server, 'close');
  await api.close();
  await closed;
});

test('a public client library works against the stand-in', async () => {
  const client = new library.default(TOKEN);
  expect(await client.getMe()).toMatchObject({ account_id: 1 });

  const { room_id: room } = await client.postRoom({
    name: '鈴木建設様 受電報告',
    description: '受電報告',
    members_admin_ids: '1,1001',
    members_member_ids: '1002',
  });
  expect(await client.getRoom(room)).toMatchObject({ name: '鈴木建設様 受電報告', description: '受電報告' });
  expect((await client.getRooms()).map((r) => r.room_id)).toContain(room);
  expect((await client.getContacts()).map((c) => c.account_id)).toEqual([1001, 1002]);

  await client.putRoom(room, { name: '鈴木建設様' });
  expect(await client.getRoom(room)).toMatchObject({ name: '鈴木建設様' });
  await client.putRoomMembers(room, { members_admin_ids: '1', members_readonly_ids: '1001' });
  expect(await client.getRoomMembers(room)).toMatchObject([
    { account_id: 1, role: 'admin' },
    { account_id: 1001, role: 'readonly' },
  ]);

  const body = '[info][title]受電報告[/title]折り返し希望 & 至急 100%+α[/info]';
  await client.postRoomMessage(room, { body });
  expect(await client.getRoomMessages(room, { force: 1 })).toMatchObject([{ body }]);

  const content = Buffer.from('案内 '.repeat(1000));
  const { file_id: file } = await client.postRoomFile(room, {
    file: content,
    file_name: 'guide.pdf',
    message: 'ご案内',
  });
  expect(await client.getRoomFiles(room)).toMatchObject([
    { filename: 'guide.pdf', filesize: content.byteLength },
  ]);
  expect(await client.getRoomFile(room, file)).toMatchObject({ filename: 'guide.pdf' });
  const { download_url: address = '' } = await client.getRoomFile(room, file, { create_download_url: 1 });
  expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(content);
  expect((await fetch(`${address}0`)).status).toBe(404);
  expect((await client.getRoomMessages(room, { force: 1 })).at(-1)?.body).toBe(
    `[info][title][dtext:file_uploaded][/title]ご案内[download:${file}]guide.pdf (6.84 KB)[/download][/info]`,
  );

  expect(await client.postRoomLink(room, { need_acceptance: 1 })).toMatchObject({ public: true });
  expect(await client.putRoomLink(room, { need_acceptance: 0 })).toMatchObject({ need_acceptance: false });
  expect(await client.deleteRoomLink(room)).toEqual({ public: false });
  expect(await client.getRoomLink(room)).toEqual({ public: false });
  expect(client.rateLimits).toMatchObject({ 'x-ratelimit-limit': 300 });
});

test('a file above 5 MB is refused', async () => {
  const client = new library.default(TOKEN);
  const { room_id: room } = await client.postRoom({ name: 'x', members_admin_ids: '1' });
  const upload = client.postRoomFile(room, {
    file: Buffer.alloc(5 * 1024 * 1024 + 1),
    file_name: 'large.pdf',
  });
  await expect(upload).rejects.toMatchObject({
    response: { status: 413, data: { errors: [expect.any(String)] } },
  });
  expect(await client.getRoomFiles(room)).toEqual([]);
});
