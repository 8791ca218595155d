import { expect, test } from 'vitest';
import { freshApi, makeRoom } from './api.ts';

test('a link is made, read, changed and taken away', async () => {
  const { call } = await freshApi();
  const link = `/rooms/${await makeRoom(call)}/link`;
  expect((await call('GET', link)).body).toEqual({ public: false });

  const made = {
    public: true,
    url: expect.stringMatching(/\/g\/yamada$/),
    need_acceptance: true,
    description: '受電報告',
  };
  expect((await call('POST', link, { code: 'yamada', description: '受電報告' })).body).toEqual(made);
  expect((await call('PUT', link, { code: 'yamada-2', need_acceptance: '0' })).body).toMatchObject({
    url: expect.stringMatching(/\/g\/yamada-2$/),
    need_acceptance: false,
    description: '受電報告',
  });
  expect((await call('DELETE', link)).body).toEqual({ public: false });
});

test('a second link, and changing one that is not there, are refused', async () => {
  const { call } = await freshApi();
  const link = `/rooms/${await makeRoom(call)}/link`;
  expect(await call('PUT', link, {})).toMatchObject({ status: 400 });
  expect(await call('DELETE', link)).toMatchObject({ status: 400 });
  await call('POST', link, {});
  expect(await call('POST', link, {})).toMatchObject({ status: 400 });
});

test('a code that another room has, or with other characters, is refused', async () => {
  const { call } = await freshApi();
  await makeRoom(call, { link: '1', link_code: 'taken' });
  const link = `/rooms/${await makeRoom(call)}/link`;
  expect(await call('POST', link, { code: 'taken' })).toMatchObject({ status: 400 });
  expect(await call('POST', link, { code: '山田' })).toMatchObject({ status: 400 });
  expect(await call('POST', link, { code: 'a'.repeat(51) })).toMatchObject({ status: 400 });
});
