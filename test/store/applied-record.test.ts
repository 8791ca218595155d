import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tidyStore } from '../../src/apply/tidy.ts';
import { digestOf, sha256 } from '../../src/domain/canonical.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import { type AppliedFacts, lastRecord, putRecord, readRecords } from '../../src/store/applied-record.ts';
import { openFolder } from '../../src/store/folder.ts';
import { findGarbage, sweep } from '../../src/store/garbage.ts';
import { keys } from '../../src/store/keys.ts';
import { keySigner } from '../../src/store/release.ts';
import type { Blobs } from '../../src/store/store.ts';

const pair = generateKeyPairSync('ed25519');
const signer = keySigner(pair.privateKey);
let root: string;
let blobs: Blobs;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-store-'));
  blobs = openFolder(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const facts = (change: Partial<AppliedFacts> = {}): AppliedFacts => ({
  commit: 'a'.repeat(40),
  clean: true,
  at: '2027-03-01T00:00:00.000Z',
  outcome: 'applied',
  effects: [{ tenant: 'yamada' as TenantId, digest: sha256('x') }],
  ...change,
});
const put = (change: Partial<AppliedFacts> = {}, stack = 'test') =>
  putRecord(blobs, stack, facts(change), signer);
const read = () => readRecords(blobs, 'test', [pair.publicKey]);
const problems = async () => (await read()).map(({ problem }) => problem?.code);
const key = (sequence: number) => keys.applied('test', sequence);
const text = async (sequence: number) => Buffer.from((await blobs.get(key(sequence)))?.body ?? '').toString();

describe('records of applies', () => {
  it('come back in order, each naming the one before, one chain for each stack', async () => {
    await put();
    await put({ outcome: 'incomplete' }, 'other');
    await put({ override: { limits: ['tenants'], reason: 'a move' } });
    expect(await blobs.list('applied/')).toEqual([
      'applied/other/00000001',
      'applied/test/00000001',
      'applied/test/00000002',
    ]);
    const [first, second] = await read();
    expect(first?.record).toEqual({
      format: 'denwaban-applied-1',
      stack: 'test',
      sequence: 1,
      ...facts(),
    });
    expect(second?.record?.previous).toBe(first?.digest);
    expect(second?.record?.override).toEqual({ limits: ['tenants'], reason: 'a move' });
    expect(await problems()).toEqual([undefined, undefined]);
    expect((await lastRecord(blobs, 'test', [pair.publicKey]))?.digest).toBe(second?.digest);
    expect(await lastRecord(blobs, 'nothing', [pair.publicKey])).toBeUndefined();
  });

  it('that are put at the same moment are all kept, one after the other', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => put({ at: `2027-03-0${i + 1}T00:00:00.000Z` })));
    const records = await read();
    expect(new Set(records.map(({ record }) => record?.at)).size).toBe(8);
    expect(await problems()).toEqual(Array(8).fill(undefined));
  });

  it.each<[string, (value: { body: Record<string, unknown>; signature: string }) => unknown, string]>([
    ['another clean', ({ body }) => Object.assign(body, { clean: false }), 'signature'],
    ['another commit', ({ body }) => Object.assign(body, { commit: 'b'.repeat(40) }), 'signature'],
    ['another format', ({ body }) => Object.assign(body, { format: 'denwaban-applied-9' }), 'form'],
    ['a text as its effects', ({ body }) => Object.assign(body, { effects: 'x' }), 'form'],
    ['another signature', (value) => Object.assign(value, { signature: 'AAAA' }), 'signature'],
  ])('with %s are not believed', async (_, change, code) => {
    await put();
    await put();
    const value = JSON.parse(await text(1));
    change(value);
    await blobs.put(key(1), JSON.stringify(value));
    expect((await problems())[0]).toBe(`applied-record-${code}`);
  });

  it('that are ours but stand elsewhere, or follow another one, are found out', async () => {
    await put();
    await put({ clean: false });
    await put();
    const first = await text(1);
    const second = await text(2);
    await blobs.put(key(2), first);
    expect(await problems()).toEqual([undefined, 'applied-record-misplaced', 'applied-record-chain']);
    await blobs.put(key(2), second);
    // A second line of the same length, signed by us, from a store that was put back.
    const other = { ...JSON.parse(second).body, clean: true };
    const signature = Buffer.from(await signer.sign(Buffer.from(JSON.stringify(other)))).toString('base64');
    expect(digestOf(other)).not.toBe(digestOf(JSON.parse(second).body));
    await blobs.put(key(2), JSON.stringify({ body: other, signature }));
    expect((await problems())[2]).toBe('applied-record-chain');
  });

  it('that are missing in between are named; the next one is chained all the same', async () => {
    for (let i = 0; i < 3; i++) await put();
    await blobs.delete(key(2));
    expect(await problems()).toEqual([undefined, 'applied-record-missing', undefined]);
    await put();
    expect(await problems()).toEqual([undefined, 'applied-record-missing', undefined, undefined]);
  });

  it('that somebody has spoilt keep no apply from leaving its own, which says so', async () => {
    await put();
    await blobs.put(key(1), '{}');
    const { record, doubt } = await put();
    expect({ sequence: record.sequence, doubt: doubt?.code }).toEqual({
      sequence: 2,
      doubt: 'applied-record-form',
    });
    expect(await problems()).toEqual(['applied-record-form', undefined]);
  });

  it('signed with a key of former days are believed where that is named', async () => {
    const former = generateKeyPairSync('ed25519');
    await putRecord(blobs, 'test', facts(), keySigner(former.privateKey));
    expect((await put()).doubt?.code).toBe('applied-record-signature');
    expect(await problems()).toEqual(['applied-record-signature', undefined]);
    const both = await readRecords(blobs, 'test', [pair.publicKey, former.publicKey]);
    expect(both.map(({ problem }) => problem)).toEqual([undefined, undefined]);
  });

  it('are taken away neither by gc nor by a destroy', async () => {
    await put();
    await blobs.put(keys.object(sha256('old')), 'old');
    const needs = { applied: { releases: [], rooms: [] }, keep: 0, now: Date.now() + 1e9 };
    await sweep(blobs, await findGarbage(blobs, pair.publicKey, needs));
    expect(await blobs.list('objects/')).toEqual([]);
    await tidyStore(blobs);
    expect(await problems()).toEqual([undefined]);
  });
});
