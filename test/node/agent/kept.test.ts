import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import { Kept } from '../../../src/node/agent/kept.ts';
import type { Desired } from '../../../src/node/desired/desired.ts';
import { Facts } from '../../../src/node/desired/facts.ts';
import { ObjectCache } from '../../../src/node/disk/objects.ts';
import type { NodeSettings } from '../../../src/node/settings.ts';
import { openFolder } from '../../../src/store/folder.ts';

const NONE: ReadonlySet<string> = new Set();
const OLD = 'asterisk/library/0000aaaa.conf';
const NEW = 'asterisk/library/0000bbbb.conf';
const TEXT = '[dw-0000aaaa-entry]\n';

let folder: string;
let from: Parameters<Kept['recover']>[2];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-kept-'));
  from = {
    live: join(folder, 'live'),
    objects: new ObjectCache(openFolder(join(folder, 'store')), join(folder, 'objects')),
    facts: new Facts({ root: folder, rtp: {}, udptl: {} } as NodeSettings, async () => ''),
  };
  await put(join(from.live, OLD), TEXT);
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const desired = { files: new Map([[NEW, '']]), tenants: new Map() } as unknown as Desired;

test('after a restart the library that runs stays over the switch, also while no call has it: one may come in until the reload', async () => {
  await put(join(folder, 'objects', sha256(TEXT)), TEXT);
  const kept = new Kept();
  await kept.recover({ objects: NONE }, desired, from);
  expect(kept.libraries).toEqual(new Map([[OLD, TEXT]]));
  expect(kept.release({ versions: new Set(['0000aaaa']), objects: NONE }).libraries).toEqual([]);
  expect(kept.release({ versions: NONE, objects: NONE }).libraries).toEqual([OLD]);
});

test('a library that this node has not fetched is nobody’s', async () => {
  const kept = new Kept();
  await kept.recover({ objects: NONE }, desired, from);
  expect(kept.libraries.size).toBe(0);
});
