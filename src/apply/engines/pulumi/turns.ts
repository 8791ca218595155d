import pLimit from 'p-limit';
import type { ResourceType } from '../../../plan/resource.ts';
import type { Provider, ResourceHandler } from '../../provider.ts';

/**
 * The same provider, in which parts of the nodes take turns, whichever Pulumi stack they are of: a pointer moves only after the one before
 * has proved itself.
 */
export function takingTurns(provider: Provider): Provider {
  const limit = pLimit(1);
  const turn = <T extends ResourceType>(handler: ResourceHandler<T>): ResourceHandler<T> => ({
    ...handler,
    create: (name, inputs) => limit(() => handler.create(name, inputs)),
    update: (applied, inputs) => limit(() => handler.update(applied, inputs)),
    delete: (applied) => limit(() => handler.delete(applied)),
  });
  return {
    ...provider,
    Cluster: turn(provider.Cluster),
    Numbers: turn(provider.Numbers),
    Release: turn(provider.Release),
  };
}
