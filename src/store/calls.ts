import type { NodeName, TenantId } from '../domain/ids.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import type { Blobs } from './store.ts';

/** `nodes/<node>/calls`: what other nodes have to know of a node's calls, since a report reaches any of them. No personal data. */
export interface NodeCalls {
  /** Answered on this node and not reported yet, by the call's UUID; times in seconds since 1970 by the nodes' clock. */
  open: Record<string, OpenCall>;
  /** Other nodes' calls that were reported here: UUID and when. */
  reported: Record<string, number>;
  /** When a call first came by the line that the tenant's file names, by tenant, a space and lent number. */
  forwarded: Record<string, number>;
}

export interface OpenCall {
  tenant: TenantId;
  answered: number;
}

/** For the agent of that node alone. */
export async function writeNodeCalls(blobs: Blobs, node: NodeName, calls: NodeCalls): Promise<void> {
  await blobs.put(keys.calls(node), JSON.stringify(calls));
}

/** What every node has written but this one, those that are away included. @param own undefined: every one */
export async function otherNodesCalls(blobs: Blobs, own?: NodeName): Promise<NodeCalls[]> {
  const others = (await blobs.list(keys.nodes)).filter(
    (key) => key.endsWith('/calls') && (own === undefined || key !== keys.calls(own)),
  );
  const found = await Promise.all(others.map((key) => readJson(blobs, key, isNodeCalls)));
  return found.flatMap((one) => one?.value ?? []);
}

function isNodeCalls(value: unknown): value is NodeCalls {
  return (
    isRecord(value) &&
    isRecord(value.open) &&
    Object.values(value.open).every(
      (call) => isRecord(call) && typeof call.tenant === 'string' && typeof call.answered === 'number',
    ) &&
    [value.reported, value.forwarded].every(isTimes)
  );
}

function isTimes(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every((at) => typeof at === 'number');
}
