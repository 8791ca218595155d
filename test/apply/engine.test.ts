import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runEmbedded } from '../../src/apply/engines/embedded.ts';
import { StateFile } from '../../src/apply/engines/state.ts';
import type { Provider } from '../../src/apply/provider.ts';
import type { Resource, ResourceType } from '../../src/plan/resource.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-engine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TYPES: ResourceType[] = ['Cluster', 'Numbers', 'Tenant', 'ChatworkRoom', 'Release'];

/** Makes nothing, and counts how many resources of a type are worked on at the same time. */
function countingProvider() {
  const most = new Map<ResourceType, number>();
  const handler = (type: ResourceType) => {
    let now = 0;
    const work = async () => {
      most.set(type, Math.max(most.get(type) ?? 0, ++now));
      await sleep(5);
      now--;
    };
    return {
      refreshBeforeUpdate: false,
      diff: () => ({ changes: [], replace: false }),
      create: async (name: string) => work().then(() => ({ id: name, outputs: {} })),
      update: async () => work().then(() => ({ outputs: {} })),
      read: async () => undefined,
      delete: work,
    };
  };
  const provider = Object.fromEntries(TYPES.map((type) => [type, handler(type)])) as unknown as Provider;
  return { provider, most };
}

it('lets parts of the nodes take turns, and works on some tenants and rooms at once', async () => {
  const resources = TYPES.flatMap((type) =>
    Array.from({ length: 12 }, (_, i) => ({ type, name: `n${i}`, inputs: {} }) as unknown as Resource),
  );
  const state = await StateFile.open(join(folder, 'state.json'), 'test');
  for (const desired of [resources, []]) {
    const { provider, most } = countingProvider();
    await runEmbedded(desired, { provider, state });
    expect(most.get('Cluster')).toBe(1);
    expect(most.get('Numbers')).toBe(1);
    expect(most.get('Release')).toBe(1);
    expect(most.get('Tenant')).toBeGreaterThan(1);
    expect(most.get('Tenant')).toBeLessThanOrEqual(8);
  }
});
