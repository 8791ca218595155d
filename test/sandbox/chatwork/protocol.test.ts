import { expect, test } from 'vitest';
import { freshApi, makeRoom, TOKEN } from './api.ts';

test.each([
  ['no token', {}],
  ['a wrong token', { 'x-chatworktoken': 'wrong' }],
])('%s is refused', async (_, headers) => {
  const { app } = await freshApi();
  const answer = await app.inject({ method: 'GET', url: '/v2/me', headers });
  expect(answer.statusCode).toBe(401);
  expect(answer.json()).toEqual({ errors: ['Invalid API Token'] });
});

test.each(['/nothing', '/rooms//messages', '/rooms/1000/nothing'])('%s is no endpoint', async (path) => {
  const { call } = await freshApi();
  expect(await call('GET', path)).toMatchObject({
    status: 404,
    body: { errors: ['Invalid Endpoint or HTTP method'] },
  });
});

test('JSON bodies and query parameters are not read', async () => {
  const { call } = await freshApi();
  const room = { name: 'x', members_admin_ids: '1' };
  const asJson = {
    headers: { 'x-chatworktoken': TOKEN, 'content-type': 'application/json' },
    payload: JSON.stringify(room),
  };
  expect(await call('POST', '/rooms', undefined, asJson)).toMatchObject({ status: 400 });
  expect(await call('POST', `/rooms?${new URLSearchParams(room)}`)).toMatchObject({ status: 400 });
  expect(await call('POST', '/rooms', room)).toMatchObject({ status: 200 });
});

test('the 301st request in five minutes is too many, and says when it is over', async () => {
  const { app, call } = await freshApi();
  const first = await call('GET', '/me');
  expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '299' });
  const reset = Number(first.headers['x-ratelimit-reset']);
  expect(reset - Date.now() / 1000).toBeGreaterThan(290);
  expect(reset - Date.now() / 1000).toBeLessThanOrEqual(300);

  for (let i = 0; i < 299; i++) await call('GET', '/me');
  const refused = await call('GET', '/me');
  expect(refused).toMatchObject({ status: 429, body: { errors: ['Rate limit exceeded'] } });
  expect(refused.headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) });

  await app.inject({ method: 'POST', url: '/_sandbox/limits/reset' });
  expect(await call('GET', '/me')).toMatchObject({ status: 200 });
});

test('the eleventh post into one room within ten seconds is too many, into another it is not', async () => {
  const { call } = await freshApi();
  const [busy, idle] = [await makeRoom(call), await makeRoom(call)];
  for (let i = 0; i < 10; i++) {
    expect(await call('POST', `/rooms/${busy}/messages`, { body: 'x' })).toMatchObject({ status: 200 });
  }
  const refused = await call('POST', `/rooms/${busy}/messages`, { body: 'x' });
  expect(refused).toMatchObject({
    status: 429,
    body: { errors: ['Rate limit for message posting per room exceeded.'] },
  });
  // The headers are the token's, which has requests left.
  expect(Number(refused.headers['x-ratelimit-remaining'])).toBeGreaterThan(0);
  expect(Number(refused.headers['x-ratelimit-reset']) - Date.now() / 1000).toBeGreaterThan(290);
  expect(await call('POST', `/rooms/${idle}/messages`, { body: 'x' })).toMatchObject({ status: 200 });
});
