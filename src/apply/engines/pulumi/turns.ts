import pLimit from 'p-limit';
import type { ResourceType } from '../../../plan/resource.ts';
import type { Applied, Inputs, Provider, ResourceHandler } from '../../provider.ts';

/**
 * The same provider, in which parts of the nodes take turns, whichever Pulumi stack they are of: a pointer moves only after the one before
 * has proved itself. Pulumi looks at all of a stack before it makes the first so: what an earlier part has put right since, with its whole
 * node, is left alone.
 * @param onLeft told of what is left alone, before Pulumi says that it was changed
 */
export function takingTurns(
  provider: Provider,
  onLeft: (part: Pick<Applied, 'type' | 'name'>) => void = () => {},
): Provider {
  const limit = pLimit(1);
  const turn = <T extends ResourceType>(handler: ResourceHandler<T>): ResourceHandler<T> => ({
    ...handler,
    create: (name, inputs) => limit(() => handler.create(name, inputs)),
    update: (applied, inputs) =>
      limit(async () => {
        if (!(await isSettled(handler, applied, inputs))) return await handler.update(applied, inputs);
        onLeft(applied);
        return { outputs: applied.outputs };
      }),
    delete: (applied) => limit(() => handler.delete(applied)),
  });
  return {
    ...provider,
    Cluster: turn(provider.Cluster),
    Numbers: turn(provider.Numbers),
    Release: turn(provider.Release),
  };
}

async function isSettled<T extends ResourceType>(
  handler: ResourceHandler<T>,
  applied: Applied<T>,
  inputs: Inputs<T>,
): Promise<boolean> {
  if (handler.diff(applied.inputs, inputs).changes.length > 0) return false;
  return (await handler.read(applied))?.drifted === false;
}
