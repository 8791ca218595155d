import { afterEach, expect, it } from 'vitest';
import type { ShardName } from '../../src/domain/ids.ts';
import { keys } from '../../src/store/keys.ts';
import type { Blobs } from '../../src/store/store.ts';
import { sampleTenant } from '../plan/sample.ts';
import { makeWorld, type World } from './world.ts';

const SHARDS = 16;
const shards = Array.from({ length: 256 }, (_, bucket) => `s${bucket % SHARDS}` as ShardName);

let world: World;
afterEach(() => world.end());

/** How often each key is read from now on by whoever applies, and by no node. */
function countReads(): Map<string, number> {
  const counts = new Map<string, number>();
  const { blobs } = world;
  world.session.blobs = {
    ...blobs,
    get(key) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return blobs.get(key);
    },
  } satisfies Blobs;
  return counts;
}

it('one change among many shards: the releases of the others are looked for once and compared once, on however many nodes', async () => {
  world = await makeWorld({ shards });
  const tenants = [sampleTenant('yamada', '0350000001'), sampleTenant('sato', '0350000002')];
  await world.apply(tenants);
  const reads = countReads();
  const [yamada, sato] = tenants;
  if (!yamada || !sato) throw new Error();
  const { tally, rendering } = await world.apply([{ ...yamada, hours: {} }, sato]);
  expect(tally).toMatchObject({ create: 0, update: 2, delete: 0 });
  const releases = [...reads].filter(([key]) => key.startsWith(keys.releases));
  expect(releases).toHaveLength(2 + SHARDS + 1);
  expect(rendering.shards.size).toBe(SHARDS);
  expect(releases.filter(([, count]) => count > 2).length).toBeLessThanOrEqual(2);
});
