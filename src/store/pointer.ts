import { type Digest, type NodeName, parseDigest } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import { readStatus } from './status.ts';
import type { Blobs, Pointer } from './store.ts';

/** What a part of a node is to be now; undefined where nothing has been desired of it yet. */
export async function readPointer(blobs: Blobs, node: NodeName, part: string): Promise<Pointer | undefined> {
  return (await readJson(blobs, keys.desired(node, part), isPointer))?.value;
}

/** Asks whether the lock of the stack is still ours. @returns the token of our holding. Problem `stack-lock-lost` */
export type Fence = () => Promise<number>;

/** A store whose pointers are moved under a lock. */
export interface Fenced {
  blobs: Blobs;
  fence: Fence;
}

/**
 * Points a node's part at a release, with a generation that neither pointer nor status has had, so that no old proof passes for a new
 * one. It counts up also where the release stays: then the node makes everything so again.
 * Refused where somebody else moves it at the same moment (`pointer-moved`), and where the lock is no longer ours (`stack-lock-lost`).
 */
export async function movePointer(
  { blobs, fence }: Fenced,
  node: NodeName,
  part: string,
  release: Digest,
  reason?: string,
): Promise<Pointer> {
  const key = keys.desired(node, part);
  const now = await readJson(blobs, key, isPointer);
  const proved = (await readStatus(blobs, node))?.parts[part]?.generation ?? 0;
  // Asked after the pointer was read: whoever takes the lock over from here on changes the pointer, and the put below is refused.
  const token = await fence();
  const other = now?.value.token ?? 0;
  if (other > token) throw outrun(node, part, token, other);
  const next: Pointer = {
    release,
    generation: Math.max(now?.value.generation ?? 0, proved) + 1,
    token,
    ...(reason === undefined ? {} : { reason }),
  };
  if (!(await blobs.put(key, JSON.stringify(next), { ifVersion: now?.version ?? null }))) {
    throw new Problem(
      'pointer-moved',
      {
        en: `somebody else is moving ${part} of node ${node} at this moment`,
        ja: `ノード ${node} の ${part} を、今ほかの人が動かしています`,
      },
      {
        en: 'wait for the other apply to end, then run this one again',
        ja: 'ほかの apply が終わってから、もう一度実行してください',
      },
    );
  }
  return next;
}

/** Gives a pointer the token of a lock that was taken over: a put of the former holder that is on its way is refused then. */
export async function stampPointer(blobs: Blobs, node: NodeName, part: string, token: number): Promise<void> {
  const key = keys.desired(node, part);
  for (;;) {
    const now = await readJson(blobs, key, isPointer);
    if (!now || (now.value.token ?? 0) >= token) return;
    if (await blobs.put(key, JSON.stringify({ ...now.value, token }), { ifVersion: now.version })) return;
  }
}

/** Takes a pointer away: the node keeps what it has and is no longer asked for this part. Problem `stack-lock-lost`. */
export async function removePointer({ blobs, fence }: Fenced, node: NodeName, part: string): Promise<void> {
  await fence();
  await blobs.delete(keys.desired(node, part));
}

function outrun(node: NodeName, part: string, token: number, other: number): Problem {
  return new Problem(
    'stack-lock-lost',
    {
      en: `${part} of node ${node} was moved under a later lock of this stack (${other}, ours is ${token})`,
      ja: `ノード ${node} の ${part} が、このスタックの後のロックで動かされました（${other}、こちらは ${token}）`,
    },
    {
      en: `wait for whoever has it now, then run this again; where nobody has, delete ${keys.lock} in the store first`,
      ja: `今の持ち主が終わってから、もう一度実行してください。持ち主がいないなら、先にストアの ${keys.lock} を消してください`,
    },
  );
}

/** The parts of which something is desired of a node, sorted. */
export async function desiredParts(blobs: Blobs, node: NodeName): Promise<string[]> {
  const prefix = keys.desiredParts(node);
  return (await blobs.list(prefix)).map((key) => key.slice(prefix.length));
}

/** Every pointer of a node, by part. */
export async function readPointers(blobs: Blobs, node: NodeName): Promise<Map<string, Pointer>> {
  const found = new Map<string, Pointer>();
  for (const part of await desiredParts(blobs, node)) {
    const pointer = await readPointer(blobs, node, part);
    if (pointer) found.set(part, pointer);
  }
  return found;
}

/** The nodes of which anything is desired, sorted: also those that no stack names any more. */
export async function pointedNodes(blobs: Blobs): Promise<NodeName[]> {
  const desired = (await blobs.list(keys.nodes)).map((key) => key.slice(keys.nodes.length).split('/'));
  return [...new Set(desired.flatMap(([node, what]) => (what === 'desired' ? [node as NodeName] : [])))];
}

function isPointer(value: unknown): value is Pointer {
  return (
    isRecord(value) &&
    typeof value.release === 'string' &&
    parseDigest(value.release).ok &&
    Number.isSafeInteger(value.generation) &&
    (value.token === undefined || Number.isSafeInteger(value.token)) &&
    (value.reason === undefined || typeof value.reason === 'string')
  );
}
