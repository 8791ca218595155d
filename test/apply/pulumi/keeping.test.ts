import { describe, expect, it } from 'vitest';
import { keeping } from '../../../src/apply/engines/pulumi/keeping.ts';
import type { Applied, Provider, ResourceHandler } from '../../../src/apply/provider.ts';
import { resourceKey } from '../../../src/plan/diff.ts';
import type { Resource, ResourceType } from '../../../src/plan/resource.ts';

const TYPES: readonly ResourceType[] = ['Cluster', 'Numbers', 'Tenant', 'ChatworkRoom', 'Release'];

/** Deletes these, by `Type/name`, from a stack whose files want the cluster, the numbers and the shard main. */
async function deleted(protect: boolean, ...keys: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  const handler = { delete: async (applied: Applied) => void gone.push(resourceKey(applied)) };
  const provider = Object.fromEntries(TYPES.map((type) => [type, handler])) as unknown as Provider;
  const wanted = new Map(
    ['Cluster/cluster', 'Numbers/numbers', 'Release/main'].map((key) => [key, {} as Resource]),
  );
  const stack = { name: 'prod', aws: { protect } as never };
  for (const key of keys) {
    const [type, name] = key.split('/') as [ResourceType, string];
    const kept = keeping(provider, stack, wanted)[type] as ResourceHandler<ResourceType>;
    await kept.delete({ type, name } as Applied);
  }
  return gone;
}

describe('a stack that is never destroyed', () => {
  it.each(['Cluster/cluster', 'Numbers/numbers', 'Release/main'])('keeps %s by hand too', async (part) => {
    await expect(deleted(true, part)).rejects.toMatchObject({ code: 'destroy-protected' });
  });

  it('loses what its files no longer want, and every stack that may be destroyed all', async () => {
    const gone = ['Release/left', 'Tenant/yamada', 'ChatworkRoom/yamada'];
    expect(await deleted(true, ...gone)).toEqual(gone);
    expect(await deleted(false, 'Cluster/cluster')).toEqual(['Cluster/cluster']);
  });
});
