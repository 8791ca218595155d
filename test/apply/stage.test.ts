import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stage } from '../../src/apply/stage.ts';
import { staging } from '../../src/plan/staging.ts';
import { openFolder } from '../../src/store/folder.ts';
import { keys } from '../../src/store/keys.ts';
import { keySigner } from '../../src/store/release.ts';
import type { Blobs } from '../../src/store/store.ts';
import { chatworkReport, KEY, sampleRendering, sampleStack, sampleTenant } from '../plan/sample.ts';

let root: string;
let blobs: Blobs;
/** What was done in the store below rooms/, and how many writes were under way at most. */
let seen: { puts: number; lists: number; atOnce: number };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-stage-'));
  const folder = openFolder(root);
  seen = { puts: 0, lists: 0, atOnce: 0 };
  let underWay = 0;
  blobs = {
    ...folder,
    async put(key, ...more) {
      if (!key.startsWith(keys.rooms)) return await folder.put(key, ...more);
      seen.puts++;
      seen.atOnce = Math.max(seen.atOnce, ++underWay);
      return await folder.put(key, ...more).finally(() => underWay--);
    },
    async list(prefix) {
      if (prefix === keys.rooms) seen.lists++;
      return await folder.list(prefix);
    },
  };
});
afterEach(() => rm(root, { recursive: true, force: true }));

const tenants = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    sampleTenant(`t-${10 + i}`, `03500000${10 + i}`, chatworkReport(`部屋${i}`)),
  );
const { privateKey } = generateKeyPairSync('ed25519');

const run = (count: number) =>
  stage(blobs, staging(sampleRendering(tenants(count), sampleStack())), {
    signer: keySigner(privateKey),
    fingerprintKey: KEY,
  });

describe('rooms', () => {
  it('are staged several at a time, and only those that are missing', async () => {
    await run(20);
    expect(seen).toMatchObject({ puts: 20, lists: 1 });
    expect(seen.atOnce).toBeGreaterThan(1);
    await run(22);
    expect(seen).toMatchObject({ puts: 22, lists: 2 });
    expect(await blobs.list(keys.rooms)).toHaveLength(22);
  });
});
