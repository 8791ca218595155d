import { expect, test } from 'vitest';
import { type Call, freshApi, makeRoom } from './api.ts';

async function rolesOf(call: Call, room: number): Promise<Record<number, string>> {
  const members = (await call('GET', `/rooms/${room}/members`)).body as {
    account_id: number;
    role: string;
  }[];
  return Object.fromEntries(members.map((m) => [m.account_id, m.role]));
}

test('PUT replaces all members', async () => {
  const { call } = await freshApi();
  const room = await makeRoom(call, { members_member_ids: '1001,1002' });
  const answer = await call('PUT', `/rooms/${room}/members`, {
    members_admin_ids: '1,1003',
    members_readonly_ids: '1001',
  });
  expect(answer).toMatchObject({ status: 200, body: { admin: [1, 1003], member: [], readonly: [1001] } });
  expect(await rolesOf(call, room)).toEqual({ 1: 'admin', 1003: 'admin', 1001: 'readonly' });
});

test('a stranger joins by the link alone, and then stays when the list is replaced', async () => {
  const { app, call } = await freshApi();
  const room = await makeRoom(call);
  const join = (account: string) =>
    app.inject({
      method: 'POST',
      url: `/_sandbox/rooms/${room}/join`,
      payload: `account=${account}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  expect((await join('9001')).statusCode).toBe(400);
  await call('POST', `/rooms/${room}/link`, {});
  expect((await join('9001')).statusCode).toBe(200);
  expect(await rolesOf(call, room)).toEqual({ 1: 'admin', 9001: 'member' });

  expect(
    await call('PUT', `/rooms/${room}/members`, { members_admin_ids: '1', members_readonly_ids: '9001' }),
  ).toMatchObject({ status: 200 });
  expect(await call('PUT', `/rooms/${room}/members`, { members_admin_ids: '1,9002' })).toMatchObject({
    status: 400,
  });
});

test('only admins change members', async () => {
  const { call } = await freshApi();
  const room = await makeRoom(call);
  await call('PUT', `/rooms/${room}/members`, { members_admin_ids: '1001', members_member_ids: '1' });
  expect(await call('PUT', `/rooms/${room}/members`, { members_admin_ids: '1' })).toMatchObject({
    status: 403,
  });
});
