import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardServer } from '../../../src/node/cards/server.ts';
import { readCard } from '../../../src/sandbox/calls/card.ts';
import { openFolder } from '../../../src/store/folder.ts';
import type { Blobs } from '../../../src/store/store.ts';

let folder: string;
let store: Blobs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  store = openFolder(folder);
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts an object into the store. @returns its digest */
async function putObject(content: string): Promise<string> {
  const digest = createHash('sha256').update(content).digest('hex');
  await store.put(`objects/${digest}`, content);
  return digest;
}

/** Puts a release that lists one tenant. */
async function release(name: string, tenant: { digest: string; card: string }): Promise<void> {
  const body = {
    format: 'denwaban-release-1',
    part: 'shard-main',
    files: [],
    tenants: [{ tenant: 'yamada-shoji', ...tenant }],
  };
  await store.put(
    `releases/${createHash('sha256').update(name).digest('hex')}`,
    JSON.stringify({ body, signature: '' }),
  );
}

test('a card is a page that runs nothing', async () => {
  const card = await putObject('<!doctype html><h1>山田商事</h1>');
  await release('1', { digest: await putObject('{}'), card });
  const answer = await cardServer(store).inject(`/cards/${card}.html`);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('山田商事');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
  });
});

test('objects that are no cards are not given out', async () => {
  const [digest, card] = [await putObject('{"name":"山田商事"}'), await putObject('<!doctype html>')];
  await release('1', { digest, card });
  const server = cardServer(store);
  for (const path of [
    digest,
    `${digest}.html`,
    `${card}`,
    `${card}.html.html`,
    '..%2f..%2fobjects',
    `${'0'.repeat(64)}.html`,
  ]) {
    expect((await server.inject(`/cards/${path}`)).statusCode).toBe(404);
  }
});

test('a card of a later release is found without a restart', async () => {
  const server = cardServer(store);
  const card = await putObject('<!doctype html>次');
  expect((await server.inject(`/cards/${card}.html`)).statusCode).toBe(404);
  await release('2', { digest: card, card });
  expect((await server.inject(`/cards/${card}.html`)).statusCode).toBe(200);
});

test('a card is read as text', async () => {
  const card = await putObject(
    '<!doctype html><title>x</title><style>p{}</style><h1>山田商事</h1><p>お電話ありがとうございます。<br>山田商事でございます。</p><p>R&amp;D &lt;研究所&gt;</p>',
  );
  await release('1', { digest: card, card });
  const server = cardServer(store);
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  try {
    const text = await readCard(`${address}/cards/${card}.html`);
    expect(text).toContain('お電話ありがとうございます。\n山田商事でございます。');
    expect(text).toContain('R&D <研究所>');
    expect(text).not.toContain('p{}');
    expect(await readCard(`${address}/cards/${'0'.repeat(64)}.html`)).toBeUndefined();
  } finally {
    await server.close();
  }
});
