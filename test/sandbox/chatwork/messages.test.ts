import { expect, test } from 'vitest';
import { freshApi, makeRoom } from './api.ts';

test('messages come once without force, the latest hundred with it', async () => {
  const { app, call } = await freshApi();
  const path = `/rooms/${await makeRoom(call)}/messages`;
  expect(await call('GET', path)).toMatchObject({ status: 204, body: undefined });

  for (let i = 0; i < 12; i++) {
    if (i % 10 === 0) await app.inject({ method: 'POST', url: '/_sandbox/limits/reset' });
    await call('POST', path, { body: `報告 ${i}` });
  }
  expect((await call('GET', path)).body).toHaveLength(12);
  expect(await call('GET', path)).toMatchObject({ status: 204 });
  expect((await call('GET', `${path}?force=1`)).body).toHaveLength(12);
});

test('one message by its id', async () => {
  const { call } = await freshApi();
  const path = `/rooms/${await makeRoom(call)}/messages`;
  const { body } = await call('POST', path, { body: '[info]報告[/info]' });
  const { message_id: id } = body as { message_id: string };
  expect(id).toEqual(expect.any(String));
  expect((await call('GET', `${path}/${id}`)).body).toMatchObject({
    message_id: id,
    body: '[info]報告[/info]',
    account: { account_id: 1 },
  });
  expect(await call('GET', `${path}/999999`)).toMatchObject({ status: 404 });
});

test.each([
  ['no body', {}, 400],
  ['an empty body', { body: '' }, 400],
  ['65,535 characters', { body: 'あ'.repeat(65_535) }, 200],
  ['65,536 characters', { body: 'あ'.repeat(65_536) }, 400],
])('%s', async (_, form, status) => {
  const { call } = await freshApi();
  expect(
    await call('POST', `/rooms/${await makeRoom(call)}/messages`, form as Record<string, string>),
  ).toMatchObject({ status });
});

test('who may only read cannot post', async () => {
  const { call } = await freshApi();
  const room = await makeRoom(call);
  await call('PUT', `/rooms/${room}/members`, { members_admin_ids: '1001', members_readonly_ids: '1' });
  expect(await call('POST', `/rooms/${room}/messages`, { body: 'x' })).toMatchObject({ status: 403 });
});
