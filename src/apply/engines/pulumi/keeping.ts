import type { Stack } from '../../../model/stack.ts';
import { resourceKey } from '../../../plan/diff.ts';
import type { Resource, ResourceType } from '../../../plan/resource.ts';
import type { Provider, ResourceHandler } from '../../provider.ts';
import { refuseDestroy } from '../../refuse-destroy.ts';

/**
 * The same provider, which takes no part of the nodes away that the files want: that is a destroy by hand, and some stacks are never
 * destroyed. Parts are the first that a destroy takes away. Problem `destroy-protected`.
 */
export function keeping(
  provider: Provider,
  stack: Pick<Stack, 'name' | 'aws'>,
  wanted: ReadonlyMap<string, Resource>,
): Provider {
  const kept = <T extends ResourceType>(handler: ResourceHandler<T>): ResourceHandler<T> => ({
    ...handler,
    async delete(applied) {
      if (wanted.has(resourceKey(applied))) refuseDestroy(stack);
      await handler.delete(applied);
    },
  });
  return {
    ...provider,
    Cluster: kept(provider.Cluster),
    Numbers: kept(provider.Numbers),
    Release: kept(provider.Release),
  };
}
