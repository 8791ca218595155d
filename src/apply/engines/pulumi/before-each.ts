import type { ResourceType } from '../../../plan/resource.ts';
import type { Provider, ResourceHandler } from '../../provider.ts';

/** The same provider, which does something before it makes, changes or takes away anything. What that throws, the call throws. */
export function beforeEach(
  provider: Provider,
  before: (call: 'create' | 'update' | 'delete') => Promise<void>,
): Provider {
  const first = <T extends ResourceType>(handler: ResourceHandler<T>): ResourceHandler<T> => ({
    ...handler,
    async create(name, inputs) {
      await before('create');
      return await handler.create(name, inputs);
    },
    async update(applied, inputs) {
      await before('update');
      return await handler.update(applied, inputs);
    },
    async delete(applied) {
      await before('delete');
      await handler.delete(applied);
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
