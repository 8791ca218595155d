import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshApi, makeRoom } from './api.ts';

describe('rooms', () => {
  test('a room has a description, the list of rooms has none', async () => {
    const { call } = await freshApi();
    const id = await makeRoom(call, { description: '受電報告\ndenwaban:yamada-shoji:0123456789abcdef' });

    const room = await call('GET', `/rooms/${id}`);
    expect(room.body).toMatchObject({
      room_id: id,
      name: '山田商事様 受電報告',
      type: 'group',
      role: 'admin',
      description: '受電報告\ndenwaban:yamada-shoji:0123456789abcdef',
    });
    const list = (await call('GET', '/rooms')).body as Record<string, unknown>[];
    expect(list.map((r) => r.room_id)).toContain(id);
    expect(list.some((r) => 'description' in r)).toBe(false);
  });

  test('the list also has the chat with oneself, which is no group', async () => {
    const { call } = await freshApi();
    const list = (await call('GET', '/rooms')).body as Record<string, unknown>[];
    expect(list).toMatchObject([{ type: 'my', name: 'マイチャット' }]);
    expect(await call('PUT', `/rooms/${list[0]?.room_id}`, { name: 'x' })).toMatchObject({ status: 403 });
  });

  test('PUT changes what it names and keeps the rest', async () => {
    const { call } = await freshApi();
    const id = await makeRoom(call, { description: 'before' });
    expect(await call('PUT', `/rooms/${id}`, { name: '新しい名前' })).toMatchObject({
      status: 200,
      body: { room_id: id },
    });
    expect((await call('GET', `/rooms/${id}`)).body).toMatchObject({
      name: '新しい名前',
      description: 'before',
    });
  });

  test.each([
    ['no name', { members_admin_ids: '1' }],
    ['an empty name', { name: '', members_admin_ids: '1' }],
    ['a name of 256 characters', { name: 'あ'.repeat(256), members_admin_ids: '1' }],
    ['no admins', { name: 'x' }],
    ['an admin that is no number', { name: 'x', members_admin_ids: 'taro' }],
    ['an admin who is no contact', { name: 'x', members_admin_ids: '9001' }],
    ['one person in two roles', { name: 'x', members_admin_ids: '1,1001', members_member_ids: '1001' }],
    ['an icon that there is not', { name: 'x', members_admin_ids: '1', icon_preset: 'dragon' }],
  ])('a room with %s is refused', async (_, form) => {
    const { call } = await freshApi();
    const { status, body } = await call('POST', '/rooms', form as Record<string, string>);
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [expect.any(String)] });
  });

  test('a name of 255 characters is taken', async () => {
    const { call } = await freshApi();
    expect(await call('POST', '/rooms', { name: '😀'.repeat(255), members_admin_ids: '1' })).toMatchObject({
      status: 200,
    });
  });

  test('delete destroys, leave goes out', async () => {
    const { call } = await freshApi();
    const [first, second] = [await makeRoom(call), await makeRoom(call)];
    expect(await call('DELETE', `/rooms/${first}`, { action_type: 'delete' })).toMatchObject({ status: 204 });
    expect(await call('DELETE', `/rooms/${second}`, { action_type: 'leave' })).toMatchObject({ status: 204 });
    expect(await call('GET', `/rooms/${first}`)).toMatchObject({ status: 404 });
    expect(await call('GET', `/rooms/${second}`)).toMatchObject({ status: 404 });
    expect(await call('DELETE', `/rooms/${await makeRoom(call)}`, {})).toMatchObject({ status: 400 });
  });

  test('rooms outlive a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
    try {
      const file = join(folder, 'chatwork.json');
      const before = await freshApi(file);
      const id = await makeRoom(before.call, { link: '1', link_code: 'yamada' });
      await before.call('POST', `/rooms/${id}/messages`, { body: '受電報告' });
      await before.app.close();

      const after = await freshApi(file);
      expect((await after.call('GET', `/rooms/${id}/messages?force=1`)).body).toMatchObject([
        { body: '受電報告' },
      ]);
      expect((await after.call('GET', `/rooms/${id}/link`)).body).toMatchObject({ public: true });
      expect(await makeRoom(after.call)).not.toBe(id);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
