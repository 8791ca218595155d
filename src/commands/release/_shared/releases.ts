import type { AppliedPart } from '../../../apply/nodes/applied-parts.ts';
import type { Digest, NodeName } from '../../../domain/ids.ts';
import type { Text } from '../../../domain/language.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { KnownPointer, KnownRelease } from '../../../store/catalogue.ts';
import type { NodeStatus } from '../../../store/store.ts';

/** A release as `release list` shows it. */
export interface ReleaseRow {
  part: string;
  digest: Digest;
  /** When it was put into the store first: milliseconds since 1970. */
  at: number;
  files: number;
  tenants: number;
  /** Whether it is what was applied. */
  applied: boolean;
  nodes: readonly NodeRow[];
}

/** A node that is to be at this release. */
export interface NodeRow {
  node: NodeName;
  /** When its pointer was moved last: milliseconds since 1970. */
  since: number;
  /** Why, where it is no ordinary apply. */
  reason?: string;
  state: 'proved' | 'failed' | 'under way';
}

export interface ReleaseTable {
  /** By part, newest first. */
  rows: readonly ReleaseRow[];
  /** Releases that cannot be used, with why. */
  refused: readonly { digest: Digest; problem: Text }[];
}

/** Puts together what the store and the state know of each release. */
export function releaseTable(known: {
  releases: readonly KnownRelease[];
  pointers: readonly KnownPointer[];
  statuses: readonly NodeStatus[];
  applied: readonly AppliedPart[];
}): ReleaseTable {
  const { releases, pointers, statuses, applied } = known;
  const rows = releases.flatMap(({ digest, at, body }): ReleaseRow[] => {
    if (!body) return [];
    const { part, files, tenants } = body;
    return [
      {
        part,
        digest,
        at,
        files: files.length,
        tenants: tenants.length,
        applied: applied.some((a) => a.part === part && a.release === digest),
        nodes: pointers
          .filter((pointer) => pointer.part === part && pointer.release === digest)
          .map((pointer) => nodeRow(pointer, statuses))
          .sort((a, b) => byCodeUnit(a.node, b.node)),
      },
    ];
  });
  return {
    // Stable: within a part they stay as they come, newest first.
    rows: rows.sort((a, b) => byCodeUnit(a.part, b.part)),
    refused: releases.flatMap(({ digest, problem }) =>
      problem ? [{ digest, problem: problem.said.message }] : [],
    ),
  };
}

function nodeRow(pointer: KnownPointer, statuses: readonly NodeStatus[]): NodeRow {
  const { node, part, release, generation, at, reason } = pointer;
  const stand = statuses.find((status) => status.node === node)?.parts[part];
  const reached = stand?.release === release && stand.generation === generation;
  const state = !reached ? 'under way' : stand.state === 'converged' ? 'proved' : 'failed';
  return { node, since: at, ...(reason === undefined ? {} : { reason }), state };
}
