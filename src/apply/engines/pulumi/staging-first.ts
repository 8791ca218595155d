import type { ResourceType } from '../../../plan/resource.ts';
import type { Provider, ResourceHandler } from '../../provider.ts';

/** The same provider, which puts what resources name into the store before it makes or changes the first of them. */
export function stagingFirst(provider: Provider, staged: () => Promise<void>): Provider {
  const first = <T extends ResourceType>(handler: ResourceHandler<T>): ResourceHandler<T> => ({
    ...handler,
    async create(name, inputs) {
      await staged();
      return await handler.create(name, inputs);
    },
    async update(applied, inputs) {
      await staged();
      return await handler.update(applied, inputs);
    },
  });
  return {
    Cluster: first(provider.Cluster),
    Numbers: first(provider.Numbers),
    Tenant: first(provider.Tenant),
    ChatworkRoom: first(provider.ChatworkRoom),
    Release: first(provider.Release),
  };
}
