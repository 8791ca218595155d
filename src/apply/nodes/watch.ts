import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeName } from '../../domain/ids.ts';
import { readStatus } from '../../store/status.ts';
import type { Blobs, NodeStatus } from '../../store/store.ts';
import type { Patience } from '../patience.ts';

/**
 * Reads a node's status until `answer` makes something of it. undefined: the node was silent, or talked without an answer until the limit.
 * Silence is measured by our own clock from one change of the status to the next: the node's clock proves nothing.
 */
export async function watchNode<T>(
  blobs: Blobs,
  node: NodeName,
  patience: Patience,
  answer: (status: NodeStatus | undefined) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  const started = performance.now();
  let heard = started;
  let last: string | undefined;
  for (;;) {
    const status = await readStatus(blobs, node);
    const found = await answer(status);
    if (found !== undefined) return found;
    const now = performance.now();
    const word = JSON.stringify(status);
    if (word !== last) {
      // The first reading is no sign of life: it may be old.
      if (last !== undefined) heard = now;
      last = word ?? '';
    }
    if (now - heard > patience.silence * 1000 || now - started > patience.limit * 1000) return undefined;
    await sleep(patience.poll);
  }
}
