import pLimit from 'p-limit';
import type { Provider, ResourceHandler } from '../../provider.ts';

/**
 * The same provider, in which parts of the nodes take turns, whichever Pulumi stack they are of: a pointer moves only after the one before
 * has proved itself.
 */
export function takingTurns(provider: Provider): Provider {
  const limit = pLimit(1);
  const turn = <T extends ResourceHandler<never>>(handler: T): T => ({
    ...handler,
    create: (...args: Parameters<T['create']>) => limit(() => handler.create(...(args as [never, never]))),
    update: (...args: Parameters<T['update']>) => limit(() => handler.update(...(args as [never, never]))),
    delete: (...args: Parameters<T['delete']>) => limit(() => handler.delete(...(args as [never]))),
  });
  return {
    ...provider,
    Cluster: turn(provider.Cluster as never) as Provider['Cluster'],
    Numbers: turn(provider.Numbers as never) as Provider['Numbers'],
    Release: turn(provider.Release as never) as Provider['Release'],
  };
}
