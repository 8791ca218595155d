import type { Digest } from '../../domain/ids.ts';
import { diffValues } from '../../plan/diff.ts';
import { readPointer, removePointer } from '../../store/pointer.ts';
import { getRelease } from '../../store/release.ts';
import type { ApplyContext } from '../context.ts';
import { takersOf } from '../nodes/machines.ts';
import { rollOut } from '../nodes/roll-out.ts';
import { emptyRelease } from '../nodes/take-away.ts';
import type { Inputs, ResourceHandler } from '../provider.ts';

type PartType = 'Cluster' | 'Numbers' | 'Release';

/** The handler of a part of the nodes. @param partName the name of its pointer, from the resource's name */
export function partHandler<T extends PartType>(
  context: ApplyContext,
  partName: (name: string) => string,
): ResourceHandler<T> {
  const bring = async (name: string, inputs: Inputs<T>, previous?: Digest): Promise<void> => {
    // Refuses a release that is not in the store or not ours before any pointer names it.
    await getRelease(context.blobs, inputs.release, context.publicKey);
    await rollOut(context, { part: partName(name), release: inputs.release, previous });
  };
  return {
    refreshBeforeUpdate: true,
    diff: (old, next) => ({ changes: diffValues(old, next), replace: false }),
    async create(name, inputs) {
      await bring(name, inputs);
      return { id: partName(name), outputs: {} };
    },
    async update(applied, inputs) {
      await bring(applied.name, inputs, applied.inputs.release);
      return { outputs: {} };
    },
    async read(applied) {
      return { applied, drifted: await drifted(context, partName(applied.name), applied.inputs.release) };
    },
    async delete(applied) {
      const part = partName(applied.name);
      // Without its cluster part a node takes no calls and has nothing to prove.
      if (part !== 'cluster') await empty(context, part, applied.inputs.release);
      for (const node of context.nodes) {
        // A silent node keeps the pointer to the empty release, so that it empties itself when it is back.
        if (!context.notices.isSilent(node)) await removePointer(context, node, part);
      }
    },
  };
}

/** The nodes are asked, and their pointers looked at: a roll-back or a lost pointer is drift as much as a change by hand. */
async function drifted(context: ApplyContext, part: string, release: Digest): Promise<boolean> {
  const looks = await context.looks.all();
  for (const node of takersOf(context, part)) {
    if (looks.get(node) === undefined) context.notices.silent(node);
    const pointer = await readPointer(context.blobs, node, part);
    if (pointer?.release !== release || (await context.looks.differs(node))) return true;
    const proved = looks.get(node)?.parts[part];
    if (proved?.release !== pointer.release || proved.generation !== pointer.generation) return true;
  }
  return false;
}

/** Where a part goes for good, nodes first take a release of it that lists nothing: then they hold nothing of it. */
async function empty(context: ApplyContext, part: string, previous: Digest): Promise<void> {
  await rollOut(context, { part, release: await emptyRelease(context, part), previous, leaving: true });
}
