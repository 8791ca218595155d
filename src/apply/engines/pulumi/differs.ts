import { diffResources } from '../../../plan/diff.ts';
import type { Resource, ResourceType } from '../../../plan/resource.ts';
import { sideBySide } from '../../../store/side-by-side.ts';
import type { Applied, Provider, ResourceHandler } from '../../provider.ts';
import { isTolerable } from '../failures.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Of an environment's Pulumi stacks those that have to be run, in the order of `split`. */
export async function touchedStacks(
  checkpoints: ReadonlyMap<string, Checkpoint>,
  split: ReadonlyMap<string, readonly Resource[]>,
  provider: Provider,
): Promise<string[]> {
  const stacks = [...split];
  const differ = await sideBySide(stacks, ([stack, resources]) =>
    differs(checkpoints.get(stack), resources, provider),
  );
  return stacks.flatMap(([stack], i) => (differ[i] ? [stack] : []));
}

/** Something differs between state and files, is live otherwise, or was interrupted. */
async function differs(
  checkpoint: Checkpoint | undefined,
  desired: readonly Resource[],
  provider: Provider,
): Promise<boolean> {
  if (!checkpoint || checkpoint.pending) return true;
  const applied = [...checkpoint.resources.values()];
  const before = applied.map(({ type, name, inputs }) => ({ type, name, inputs }) as Resource);
  if (diffResources(before, desired).length > 0) return true;
  for (const one of applied) if (await isOtherwise(provider, one)) return true;
  return false;
}

async function isOtherwise(provider: Provider, applied: Applied): Promise<boolean> {
  const handler = provider[applied.type] as ResourceHandler<ResourceType>;
  if (!handler.refreshBeforeUpdate) return false;
  try {
    const seen = await handler.read(applied);
    return seen === undefined || seen.drifted;
  } catch (error) {
    // It is looked at once more where the stack is run, and told there.
    if (isTolerable(applied.type, error)) return true;
    throw error;
  }
}
