import type { State } from '../apply/engines/state.ts';
import { appliedParts } from '../apply/nodes/applied-parts.ts';
import { byCodeUnit } from '../domain/order.ts';
import { diffResources } from '../plan/diff.ts';
import type { Resource } from '../plan/resource.ts';
import type { lookAtAws } from './aws.ts';
import { lookAtNodes, type NodesLook } from './nodes.ts';
import { byTenantAndPlace, type DriftReport } from './report.ts';
import { lookAtRooms, type RoomLook } from './rooms.ts';

export interface DriftLook extends RoomLook, NodesLook {
  stack: string;
  state: State;
  /** What the files say now. */
  desired: readonly Resource[];
  /** A look at what lies in AWS, where the stack does. */
  aws?: () => ReturnType<typeof lookAtAws>;
}

/**
 * Compares everything live with what was applied: nodes, their pointers, rooms, resources in AWS. What the files say beyond that is listed apart. Changes
 * nothing; writes nothing but each node's question.
 */
export async function findDrift(look: DriftLook): Promise<DriftReport> {
  const applied = [...look.state.resources.values()];
  const [nodes, rooms, aws] = await Promise.all([
    lookAtNodes(look, appliedParts(applied)),
    lookAtRooms(look, applied),
    look.aws?.() ?? { differences: [], failures: [] },
  ]);
  return {
    stack: look.stack,
    differences: [...nodes.differences, ...rooms.differences, ...aws.differences].sort(byTenantAndPlace),
    notApplied: diffResources(applied as Resource[], look.desired).map(({ type, name, action }) => ({
      type,
      name,
      action,
    })),
    notices: [...nodes.notices, ...rooms.notices].sort((a, b) => byCodeUnit(a.en, b.en)),
    failures: [...nodes.failures, ...rooms.failures, ...aws.failures],
  };
}
