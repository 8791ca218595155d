import type { Digest, NodeName } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { emptyBody } from '../../plan/release-body.ts';
import { desiredParts, readPointer, removePointer } from '../../store/pointer.ts';
import { putRelease } from '../../store/release.ts';
import { type ApplyContext, stopIfAsked } from '../context.ts';
import { bring } from './roll-out.ts';
import { departedNodes, type UnownedPart, unownedParts } from './unowned.ts';

/** A part of a node that nobody owns. */
export interface Leftover extends UnownedPart {
  node: NodeName;
}

/** What nobody owns of the stack's nodes. @param query.look whether the nodes are asked too, and not their pointers alone */
export async function findLeftovers(
  context: ApplyContext,
  query: { owned: ReadonlySet<string>; look: boolean },
): Promise<Leftover[]> {
  const looks = query.look ? await context.looks.all() : undefined;
  const found: Leftover[] = [];
  for (const node of context.nodes) {
    if (looks && looks.get(node) === undefined) context.notices.silent(node);
    const parts = await unownedParts(context.blobs, node, query.owned, looks?.get(node));
    found.push(...parts.map((part) => ({ ...part, node })));
  }
  return found;
}

/** Empties the nodes of these parts and takes their pointers away. @returns how many */
export async function takeAwayParts(context: ApplyContext, leftovers: readonly Leftover[]): Promise<number> {
  let taken = 0;
  for (const { node, part } of leftovers) {
    stopIfAsked(context.signal);
    if (!(await takeAway(context, node, part))) continue;
    context.notices.say({
      en: `node ${node}: ${part} was nobody's and was taken away`,
      ja: `ノード ${node}: 持ち主のない ${part} を取り除きました`,
    });
    taken++;
  }
  return taken;
}

/** Takes away the pointers of nodes that have left the stack. @returns how many */
export async function dismissNodes(context: ApplyContext): Promise<number> {
  let taken = 0;
  for (const node of await departedNodes(context.blobs, context.nodes, context.publicKey))
    taken += await dismiss(context, node);
  return taken;
}

/** The release of a part that lists nothing: a node that takes it holds nothing of that part. */
export async function emptyRelease(context: ApplyContext, part: string): Promise<Digest> {
  return await putRelease(context.blobs, emptyBody(part), context.signer);
}

/** A silent node keeps its pointers, to what is empty, and empties itself when it is back. @returns false: it was silent */
async function takeAway(context: ApplyContext, node: NodeName, part: string): Promise<boolean> {
  if (!(await emptied(context, node, part))) {
    context.notices.silent(node);
    return false;
  }
  await removePointer(context, node, part);
  return true;
}

/** Without its cluster part a node takes no calls and has nothing to prove. */
async function emptied(context: ApplyContext, node: NodeName, part: string): Promise<boolean> {
  if (part === 'cluster') return !context.notices.isSilent(node);
  if ((await readPointer(context.blobs, node, 'cluster')) === undefined) return true;
  return await bring(context, node, { part, release: await emptyRelease(context, part) });
}

/** A node that has left the stack is emptied where it still listens; its pointers go in any case, since most such nodes are gone for good. */
async function dismiss(context: ApplyContext, node: NodeName): Promise<number> {
  const parts = await desiredParts(context.blobs, node);
  let listens = true;
  for (const part of parts.filter((name) => name !== 'cluster')) {
    stopIfAsked(context.signal);
    listens &&= await emptied(context, node, part).catch(ifRefused);
  }
  for (const part of parts) await removePointer(context, node, part);
  context.notices.say({
    en: `node ${node} is not in the stack: its pointers were taken away${listens ? '' : '; it did not empty itself: see that it no longer runs'}`,
    ja: `ノード ${node} はスタックにないため、指定を取り除きました${listens ? '' : '。中身が残っているので、動いていないことを確かめてください'}`,
  });
  return parts.length;
}

function ifRefused(error: unknown): boolean {
  if (error instanceof Problem && error.code === 'node-failed') return false;
  throw error;
}
