import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatworkClient } from '../../src/chatwork/client.ts';
import { roomMarker, withMarker } from '../../src/chatwork/marker.ts';
import { sha256 } from '../../src/domain/canonical.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { releaseBody } from '../../src/plan/release-body.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { keys } from '../../src/store/keys.ts';
import { keySigner, putRelease } from '../../src/store/release.ts';
import { RealNode } from '../node/real-node.ts';
import { parts, SECRETS, sample } from '../node/sample-release.ts';

const NET = '127.0.21';
const ADDRESS = `${NET}.11`;
const AT = Date.parse('2027-03-01T10:00:00+09:00');

let node: RealNode;
let stack: Stack;
let tenants: readonly Tenant[];
let cluster: RenderedPart;
let numbers: RenderedPart;
let shard: RenderedPart;

beforeAll(async () => {
  ({ stack, tenants } = await sample(NET));
  [cluster, numbers, shard] = parts(tenants, stack) as [RenderedPart, RenderedPart, RenderedPart];
  node = await RealNode.start(ADDRESS, SECRETS);
  await setClock(AT);
});
afterAll(() => node.stop());

async function setClock(instant: number): Promise<void> {
  await writeFile(join(node.folder, 'clock'), String(Math.round((instant - Date.now()) / 1000)));
}

const ready = async () => / DW_READY=1$/m.test(await node.asterisk('dialplan show globals'));
const findings = async () => (await node.ask()).findings;

/** A part with one of its files changed. */
function changed(part: RenderedPart, path: string, change: (content: string) => string): RenderedPart {
  const files = part.files.map((file) =>
    file.path === path ? { path, content: change(file.content) } : file,
  );
  return { ...part, files };
}

describe('the first release', () => {
  test('is proved part by part; calls are let in after the last', async () => {
    for (const part of [cluster, numbers]) {
      expect((await node.apply(part)).parts[part.name]).toMatchObject({ state: 'converged' });
      expect(await ready()).toBe(false);
    }
    expect((await node.apply(shard)).parts[shard.name]).toMatchObject({ state: 'converged' });
    expect(await ready()).toBe(true);
  });

  test('leaves no difference between what runs and what is desired', async () => {
    expect(await node.ask()).toMatchObject({
      findings: [],
      parts: { cluster: {}, numbers: {}, 'shard-main': {} },
    });
  });

  test('and what Asterisk does not tell at once is found and mended', async () => {
    await node.asterisk('dialplan add extension 0350000001/0312345678,1,Hangup(21) into dw-numbers');
    await node.asterisk('queue set ringinuse yes on PJSIP/op1 in pool-default');
    expect(await findings()).toEqual([
      expect.objectContaining({
        kind: 'unowned',
        item: expect.stringContaining('0350000001 priority 1 (2)'),
      }),
      expect.objectContaining({ kind: 'changed', item: 'queue pool-default member PJSIP/op1' }),
    ]);
    await node.apply(cluster);
    expect(await findings()).toEqual([]);
  });

  test('carries no secret and no customer’s address into status or log', async () => {
    await node.exec(
      'postconf',
      '-c',
      '/var/lib/denwaban/live/postfix',
      '-e',
      'always_bcc=taro@yamada.example',
    );
    await node.exec(
      'sed',
      '-i',
      's/^password=.*/password=known/',
      '/var/lib/denwaban/live/asterisk/pjsip.conf',
    );
    await node.asterisk('module reload res_pjsip.so');
    const said = JSON.stringify(await node.ask()) + (await node.logs());
    expect(said).toContain('auth op1 password');
    for (const secret of [...Object.values(SECRETS), 'taro@yamada.example'])
      expect(said).not.toContain(secret);
    await node.apply(cluster);
    expect(await findings()).toEqual([]);
  });
});

describe('refused before anything is touched', () => {
  const refused = async (part: string, release: Parameters<RealNode['point']>[1]) => {
    const status = await node.settled(part, await node.point(part, release));
    expect(status.parts[part]?.state).toBe('failed');
    // The node goes on with what it has.
    expect(await ready()).toBe(true);
    return status.parts[part]?.problem;
  };

  test('another’s signature', async () => {
    const other = keySigner(generateKeyPairSync('ed25519').privateKey);
    const file = changed(numbers, 'asterisk/numbers.conf', (text) => `${text}; another`);
    await node.release(file);
    const body = releaseBody(file);
    await node.blobs.delete(keys.release(await putRelease(node.blobs, body, other)));
    expect(await refused('numbers', await putRelease(node.blobs, body, other))).toMatch(
      /^release-signature: /,
    );
  });

  test('an unknown format, by its name', async () => {
    const release = await node.release(numbers, (body) => ({
      ...body,
      format: 'denwaban-release-9' as 'denwaban-release-1',
    }));
    expect(await refused('numbers', release)).toMatch(/^release-format: .*denwaban-release-9/);
  });

  test('an object with other bytes than its name says', async () => {
    const file = changed(numbers, 'asterisk/numbers.conf', (text) => `${text}; damaged`);
    const release = await node.release(file);
    await node.blobs.put(keys.object(sha256(file.files[0]?.content ?? '')), 'something else');
    expect(await refused('numbers', release)).toMatch(/^object-damaged: /);
  });

  test('a file that is not the part’s own', async () => {
    const evil = { path: 'asterisk/manager.conf', content: '[x]\nsecret=x\n' };
    expect(await refused('numbers', await node.release({ ...numbers, files: [evil] }))).toMatch(
      /^release-refused: /,
    );
  });

  test('two owners of one number on one day', async () => {
    const row =
      'yamada-shoji:displayed:phone:20260101:99991231:99991231&minato-dental:displayed:phone:20270101:99991231:99991231';
    const two = changed(numbers, 'asterisk/numbers.conf', (text) =>
      text.replace(/DW_ROW=[^)]*/, `DW_ROW=${row}`),
    );
    expect(await refused('numbers', await node.release(two))).toMatch(
      /^two-owners: .*yamada-shoji and minato-dental/,
    );
  });

  test('the pointer given back is proved again', async () => {
    expect((await node.apply(numbers)).parts.numbers).toMatchObject({ state: 'converged' });
    expect(await findings()).toEqual([]);
  });
});

test('what Asterisk does not load as it was released fails at the read-back, and the node gives it back by itself', async () => {
  const long = `exten => 0350000998,1,NoOp(${'x'.repeat(8_200)})\n`;
  const part = changed(numbers, 'asterisk/numbers.conf', (text) => `${text}${long}`);
  const status = await node.apply(part);
  expect(status.parts.numbers).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('0350000998'),
  });
  expect(await findings()).toEqual([]);
  expect(await ready()).toBe(true);
  await node.apply(numbers);
});

test('a good part is never said to have failed for a bad one beside it', async () => {
  const long = `exten => 0350000998,1,NoOp(${'x'.repeat(8_200)})\n`;
  const bad = await node.release(changed(numbers, 'asterisk/numbers.conf', (text) => `${text}${long}`));
  const good = await node.release(cluster);
  // Both are due at once: the agent comes back and finds them.
  await node.kill('agent');
  const pointers = [await node.point('cluster', good), await node.point('numbers', bad)];
  const seen = new Set<string | undefined>();
  await node.until((s) => {
    if (s.parts.cluster?.generation === pointers[0]?.generation) seen.add(s.parts.cluster?.state);
    return s.parts.numbers?.generation === pointers[1]?.generation;
  });
  expect([...seen]).toEqual(['converged']);
  await node.apply(numbers);
});

describe('killed at any moment', () => {
  /** A tenant whose hours change with each turn. */
  const turn = (i: number) => {
    const [first, ...rest] = tenants;
    if (!first) throw new Error('no tenant');
    return parts(
      [{ ...first, hours: { weekdays: { from: '09:00', to: `1${i % 10}:30` } } }, ...rest],
      stack,
    )[2] as RenderedPart;
  };

  test('the agent ends right: twenty switches, each interrupted', async () => {
    for (let i = 0; i < 20; i++) {
      const part = turn(i);
      const pointer = await node.point(part.name, await node.release(part));
      await sleep(Math.random() * 600);
      await node.kill('agent');
      const status = await node.settled(part.name, pointer);
      expect(status.parts[part.name]).toMatchObject({ state: 'converged' });
    }
    expect(await findings()).toEqual([]);
  }, 180_000);

  test('the agent alone: nothing is reloaded that is right', async () => {
    const reloaded = async () => {
      const [, seconds] = (await node.asterisk('core show uptime seconds')).match(/Last reload: (\d+)/) ?? [];
      return Date.now() / 1000 - Number(seconds);
    };
    const before = await reloaded();
    await sleep(3_000);
    await node.kill('agent');
    expect(await findings()).toEqual([]);
    expect(Math.abs((await reloaded()) - before)).toBeLessThan(2);
  });

  test('the agent beside a bad release goes on with what was proved before, and calls are never kept out', async () => {
    const bad = await node.point(
      'numbers',
      await node.release({ ...numbers, files: [] }, (b) => ({ ...b, part: 'cluster' })),
    );
    expect((await node.settled('numbers', bad)).parts.numbers?.state).toBe('failed');
    await node.kill('agent');
    const seen: boolean[] = [];
    for (const end = Date.now() + 5_000; Date.now() < end; ) seen.push(await ready());
    expect(new Set(seen)).toEqual(new Set([true]));
    expect((await node.settled('numbers', bad)).parts.numbers?.state).toBe('failed');
    expect(await findings()).toEqual([]);
    await node.apply(numbers);
  });

  test('the agent goes on serving a shard whose release is gone from the store, or whose pointer is', async () => {
    const key = keys.release(await node.release(shard));
    const { body } = (await node.blobs.get(key)) ?? {};
    await node.blobs.delete(key);
    await node.kill('agent');
    expect((await node.until((s) => 'shard-main' in s.parts)).parts['shard-main']?.state).toBe('converged');
    expect([await ready(), await findings()]).toEqual([true, []]);
    await node.blobs.put(key, body ?? '');

    const pointer = keys.desired(node.name, 'shard-main');
    const { body: pointed } = (await node.blobs.get(pointer)) ?? {};
    await node.blobs.delete(pointer);
    await node.kill('agent');
    expect(await node.ask()).toMatchObject({ findings: [], parts: { 'shard-main': {} } });
    expect(await ready()).toBe(true);
    await node.blobs.put(pointer, pointed ?? '');
  });

  test('Asterisk comes back with AstDB complete before it takes calls', async () => {
    const { asteriskStarted } = await node.until((s) => s.asteriskStarted !== undefined);
    await node.asterisk('database deltree denwaban');
    await node.kill('asterisk');
    await node.until(
      (s) =>
        s.asteriskStarted !== undefined && s.asteriskStarted !== asteriskStarted && 'shard-main' in s.parts,
    );
    expect(await ready()).toBe(true);
    expect(await findings()).toEqual([]);
  });
});

test('a call in progress goes on in its version of the library, which goes when the call has ended', async () => {
  // At night a caller hears an announcement for some seconds.
  await setClock(Date.parse('2027-03-01T03:00:00+09:00'));
  await sleep(1_500);
  const version = (await node.asterisk('dialplan show dw-trunk')).match(/DW_LIB=(dw-[0-9a-f]+)/)?.[1] ?? '';
  // The node itself cannot call anybody; the module is nobody's, and the next switch takes it away again.
  await node.asterisk('module load res_clioriginate.so');
  await node.asterisk('channel originate Local/0350000001@dw-trunk application Wait 60');
  await sleep(1_000);
  const next = parts(tenants, { ...stack, ringSeconds: stack.ringSeconds + 1 })[0] as RenderedPart;
  expect((await node.apply(next)).parts.cluster).toMatchObject({ state: 'converged' });
  expect(await node.asterisk('core show channels concise')).toContain(`${version}-announce`);
  expect(await findings()).toEqual([]);
  const contexts = () => node.asterisk(`dialplan show ${version}-number`).catch(() => '');
  expect(await contexts()).toContain('DW_ROW');

  await node.asterisk('channel request hangup all');
  const end = Date.now() + 15_000;
  while (Date.now() < end && (await contexts()).includes('DW_ROW')) await sleep(300);
  expect(await contexts()).not.toContain('DW_ROW');
  expect(await findings()).toEqual([]);
  await node.apply(cluster);
  await setClock(AT);
}, 90_000);

test('the clock reaches Asterisk within a second of a change', async () => {
  await writeFile(join(node.folder, 'clock'), '4711');
  await sleep(1_000);
  expect(await node.asterisk('dialplan show globals')).toContain('DW_CLOCK=4711');
  await setClock(AT);
  await sleep(1_000);
});

describe('reports', () => {
  let chatwork: FastifyInstance;
  const token = SECRETS['chatwork-token#1'];
  beforeAll(async () => {
    chatwork = await chatworkStandIn({ token, account: 1 });
    await chatwork.listen({ host: `${NET}.20`, port: 8080 });
  });
  afterAll(() => chatwork.close());

  const send = (to: string | string[], text = '折り返しをお願いします。') =>
    nodemailer
      .createTransport({ host: ADDRESS, port: 2525, ignoreTLS: true, localAddress: `${NET}.1` })
      .sendMail({ from: 'op1@denwaban.example', to, subject: '受電報告', text });

  test('for a Chatwork tenant arrive in its room, once', async () => {
    const client = chatworkClient({ api: `http://${NET}.20:8080/v2`, token: async () => token });
    const tenant = 'sakura-realty' as TenantId;
    const description = withMarker('', roomMarker(SECRETS['room-marker#1'], tenant));
    const room = await client.createRoom({
      name: 'さくら不動産販売様 受電報告',
      description,
      members: [{ accountId: 1, role: 'admin' }],
    });
    await send(`${tenant}@${stack.report.domain}`, '[toall] 内見の予約');
    let bodies: string[] = [];
    for (const end = Date.now() + 15_000; bodies.length === 0 && Date.now() < end; await sleep(200)) {
      bodies = (await client.messages(room)).map(({ body }) => body);
    }
    expect(bodies).toEqual([expect.stringContaining('［toall］ 内見の予約')]);
  });

  test('before the contract’s first day are refused', async () => {
    await expect(send(`asahi-clinic@${stack.report.domain}`)).rejects.toThrow(
      /550 5\.7\.1 .*begins on 2027-03-02/,
    );
  });

  test('to two tenants at once are refused', async () => {
    const both = [`yamada-shoji@${stack.report.domain}`, `minato-dental@${stack.report.domain}`];
    await expect(send(both)).rejects.toThrow(/550 5\.7\.1 .*one message, one tenant/);
  });
});
