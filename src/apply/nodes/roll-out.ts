import type { Digest, NodeName } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { Problem } from '../../domain/problem.ts';
import { movePointer, readPointer, removePointer } from '../../store/pointer.ts';
import { readStatus } from '../../store/status.ts';
import type { NodeStatus, PartStatus, Pointer } from '../../store/store.ts';
import { type NodesContext, stopIfAsked } from '../context.ts';
import { takersOf } from './machines.ts';
import { watchNode } from './watch.ts';

/** One part on its way to the nodes. */
export interface RollOut {
  part: string;
  release: Digest;
  /** What the part was before this apply: a node that fails gets it back. undefined: nothing. */
  previous?: Digest | undefined;
  /** The part is on its way out: a stack whose nodes are all gone can still be taken away. */
  leaving?: boolean;
  /** Why, where it is no ordinary apply. */
  reason?: string;
}

/**
 * Brings a release to every node, one after the other, each only after the one before has proved it. A node that reports failure gets its
 * old pointer back and everything stops there (`node-failed`); a silent one keeps the new pointer and is skipped and named. Where all are
 * silent nothing has been proved, and it stops too (`nodes-silent`), but for a part that is leaving.
 *
 * A node that has proved the release, and in which the last look found nothing, is left alone: interrupted and repeated, it goes on where
 * it was.
 */
export async function rollOut(context: NodesContext, roll: RollOut): Promise<void> {
  let proved = 0;
  for (const node of takersOf(context, roll.part)) {
    stopIfAsked(context.signal);
    if (await bring(context, node, roll)) proved++;
    else context.notices.silent(node);
  }
  if (proved === 0 && !roll.leaving) {
    throw new Problem(
      'nodes-silent',
      {
        en: `no node has said anything about ${roll.part} for ${context.patience.silence} s`,
        ja: `${context.patience.silence} 秒間、${roll.part} についてどのノードからも応答がありません`,
      },
      {
        en: 'see that the nodes run and reach the store, then run apply again',
        ja: 'ノードが動いていてストアにつながることを確かめて、もう一度 apply を実行してください',
      },
    );
  }
}

/** Brings a release to one node. @returns false where the node was silent */
export async function bring(
  context: NodesContext,
  node: NodeName,
  { part, release, previous, reason }: RollOut,
): Promise<boolean> {
  const { blobs } = context;
  const now = await readPointer(blobs, node, part);
  const status = await readStatus(blobs, node);
  const already = now?.release === release ? now : undefined;
  const state = already && provedState(status, part, already)?.state;
  const differs = await context.looks.differs(node);
  if (state === 'converged' && !differs) return true;
  const under = already && state === undefined && !differs;
  const pointer = under ? already : await movePointer(context, node, part, release, reason);
  const proof = await prove(context, node, part, pointer);
  if (proof === undefined) return false;
  if (proof.state === 'converged') {
    if (differs) await context.looks.again(node);
    return true;
  }
  await giveBack(context, node, part, before({ release, previous }, now, status?.parts[part]));
  throw new Problem(
    'node-failed',
    {
      en: `node ${node} could not take ${part}: ${oneLine(proof.problem ?? 'it gave no reason')}`,
      ja: `ノード ${node} が ${part} を適用できませんでした: ${oneLine(proof.problem ?? '理由は分かりません')}`,
    },
    {
      en: 'mend what is named, then run apply again. The node has its old pointer back; later nodes and parts were not touched',
      ja: '指摘されたものを直して、もう一度 apply を実行してください。そのノードは元に戻してあり、後のノードと部分には触れていません',
    },
  );
}

/**
 * What a node is to have again where it has failed: what it proved last, else what is applied. What it was pointed at comes last, and not
 * where it failed with that too: an apply that was killed then left it there. undefined: nothing.
 */
function before(
  { release, previous }: Pick<RollOut, 'release' | 'previous'>,
  now: Pointer | undefined,
  status: PartStatus | undefined,
): Digest | undefined {
  const proved = status?.state === 'converged' ? status.release : undefined;
  const untried = status?.release === now?.release ? undefined : now?.release;
  return [proved, previous, untried].find((one) => one !== undefined && one !== release) ?? previous;
}

async function prove(
  context: NodesContext,
  node: NodeName,
  part: string,
  pointer: Pointer,
): Promise<PartStatus | undefined> {
  // A node that was silent for an earlier part is not waited for again; it is only asked whether it is back.
  const patience = context.notices.isSilent(node) ? { ...context.patience, silence: 0 } : context.patience;
  return await watchNode(context.blobs, node, patience, (status) => provedState(status, part, pointer));
}

function provedState(status: NodeStatus | undefined, part: string, pointer: Pointer): PartStatus | undefined {
  const found = status?.parts[part];
  return found?.release === pointer.release && found.generation === pointer.generation ? found : undefined;
}

async function giveBack(
  context: NodesContext,
  node: NodeName,
  part: string,
  release: Digest | undefined,
): Promise<void> {
  if (release === undefined) await removePointer(context, node, part);
  else await movePointer(context, node, part, release, 'given back after a failure');
}
