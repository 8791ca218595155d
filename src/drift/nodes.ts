import type { KeyObject } from 'node:crypto';
import type { AppliedPart } from '../apply/nodes/applied-parts.ts';
import { lookAt } from '../apply/nodes/looks.ts';
import { type Machines, takes } from '../apply/nodes/machines.ts';
import { departedNodes, unownedParts } from '../apply/nodes/unowned.ts';
import type { Patience } from '../apply/patience.ts';
import type { Digest, NodeName } from '../domain/ids.ts';
import { same, type Text } from '../domain/language.ts';
import { oneLine } from '../domain/one-line.ts';
import { type Alarms, alarmLines } from '../store/alarms.ts';
import { readPointer } from '../store/pointer.ts';
import { readStatus } from '../store/status.ts';
import type { Answer, Blobs, Pointer } from '../store/store.ts';
import type { Difference, Failure } from './report.ts';

export interface NodesLook {
  blobs: Blobs;
  machines: Machines;
  patience: Patience;
  /** By which our own releases are known. */
  publicKey: KeyObject;
}

/** Asks every node at the same time what runs on it, and compares its pointers with what was applied. Writes nothing but the question. */
export async function lookAtNodes(
  { blobs, machines, patience, publicKey }: NodesLook,
  parts: readonly AppliedPart[],
): Promise<{ differences: Difference[]; failures: Failure[]; notices: Text[] }> {
  const { nodes } = machines;
  const owned = (node: NodeName) => parts.filter(({ part }) => takes(machines, node, part));
  const departed = await departedNodes(blobs, nodes, publicKey);
  const [looks, left] = await Promise.all([
    Promise.all(nodes.map((node) => lookAtNode(blobs, node, owned(node), patience))),
    Promise.all(departed.map((node) => unownedDifferences(blobs, node, [], undefined))),
  ]);
  return {
    differences: [...looks.flatMap((look) => look.differences), ...left.flat()],
    failures: looks.flatMap((look) => look.failures),
    notices: looks.flatMap((look) => look.notices),
  };
}

async function lookAtNode(blobs: Blobs, node: NodeName, parts: readonly AppliedPart[], patience: Patience) {
  const differences: Difference[] = [];
  const failures: Failure[] = [];
  const notices: Text[] = [];
  const pointers = await pointersOf(blobs, node, parts);
  for (const { part, release } of parts)
    differences.push(...pointerDifference(node, part, release, pointers.get(part)));
  const answer = await lookAt(blobs, node, patience);
  differences.push(...(await unownedDifferences(blobs, node, parts, answer)));
  if (answer === undefined) {
    failures.push({ where: node, problem: silentFor(patience.silence) });
    return { differences, failures, notices };
  }
  if (answer.problem !== undefined) failures.push({ where: node, problem: same(oneLine(answer.problem)) });
  if (!alike(pointers, await pointersOf(blobs, node, parts))) {
    failures.push({
      where: node,
      problem: MOVED,
    });
  } else {
    const { parts: problems = {}, alarms } = (await readStatus(blobs, node)) ?? {};
    notices.push(...alarmNotices(node, alarms));
    for (const [part, pointer] of pointers) {
      differences.push(...standDifference(node, part, pointer, answer, problems[part]?.problem));
    }
  }
  differences.push(...answer.findings.map((finding) => ({ ...finding, node })));
  if (answer.more) {
    notices.push({
      en: `${node} found ${answer.more} differences more than are listed here`,
      ja: `${node} には、ここに挙げたほかに ${answer.more} 件の違いがあります`,
    });
  }
  return { differences, failures, notices };
}

/** Not drift: nothing was changed, and no apply mends it. */
function alarmNotices(node: NodeName, alarms: Alarms | undefined): Text[] {
  return alarmLines(alarms).map(({ en, ja }) => ({
    en: `${node}: alarm ${en}, see docs/runbook.md`,
    ja: `${node}: 警報 ${ja}。docs/runbook.md を見てください`,
  }));
}

function silentFor(seconds: number): Text {
  return {
    en: `the node said nothing for ${seconds} s`,
    ja: `ノードから ${seconds} 秒間応答がありません`,
  };
}

const MOVED = {
  en: 'an apply moved its pointers during the look: look again when it has ended',
  ja: '確認の途中で apply が指定を変えました。終わってからもう一度実行してください',
};

async function pointersOf(
  blobs: Blobs,
  node: NodeName,
  parts: readonly AppliedPart[],
): Promise<Map<string, Pointer>> {
  const pointers = await Promise.all(
    parts.map(async ({ part }) => [part, await readPointer(blobs, node, part)] as const),
  );
  return new Map(pointers.filter((entry): entry is [string, Pointer] => entry[1] !== undefined));
}

/** Another release than the applied one is desired of the node: a roll-back that the files do not follow, or a hand in the store. */
function pointerDifference(
  node: NodeName,
  part: string,
  applied: Digest,
  pointer: Pointer | undefined,
): Difference[] {
  if (pointer?.release === applied) return [];
  const item = `pointer of part ${part}`;
  if (!pointer) return [{ node, place: 'release', kind: 'missing', item, expected: applied }];
  const because = pointer.reason === undefined ? '' : ` (${oneLine(pointer.reason)})`;
  return [
    {
      node,
      place: 'release',
      kind: 'changed',
      item,
      expected: applied,
      found: `${pointer.release}${because}`,
    },
  ];
}

/** The node compared itself with another release or generation than the one that its pointer names: it has not got there. */
function standDifference(
  node: NodeName,
  part: string,
  pointer: Pointer,
  answer: Answer,
  problem: string | undefined,
): Difference[] {
  const stand = answer.parts[part];
  if (stand?.release === pointer.release && stand.generation === pointer.generation && problem === undefined)
    return [];
  const because = problem === undefined ? '' : `: ${oneLine(problem)}`;
  const item = `release of part ${part}`;
  const expected = `${pointer.release} generation ${pointer.generation}`;
  if (!stand) return [{ node, place: 'release', kind: 'missing', item: `${item}${because}`, expected }];
  return [
    {
      node,
      place: 'release',
      kind: 'changed',
      item: `${item}${because}`,
      expected,
      found: `${stand.release} generation ${stand.generation}`,
    },
  ];
}

/** Parts that nothing applied is: the node compares itself with them too, and finds nothing wrong. */
async function unownedDifferences(
  blobs: Blobs,
  node: NodeName,
  parts: readonly AppliedPart[],
  answer: Answer | undefined,
): Promise<Difference[]> {
  const owned = new Set(parts.map(({ part }) => part));
  return (await unownedParts(blobs, node, owned, answer)).map(({ part, pointer, release }) => {
    const because = pointer?.reason === undefined ? '' : ` (${oneLine(pointer.reason)})`;
    const item = `${pointer ? 'pointer' : 'release'} of part ${oneLine(part)}`;
    return { node, place: 'release', kind: 'unowned', item, found: `${release}${because}` };
  });
}

function alike(a: ReadonlyMap<string, Pointer>, b: ReadonlyMap<string, Pointer>): boolean {
  return (
    a.size === b.size && [...a].every(([part, pointer]) => b.get(part)?.generation === pointer.generation)
  );
}
