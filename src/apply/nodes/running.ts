import type { Digest, NodeName, TenantId } from '../../domain/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { Problem } from '../../domain/problem.ts';
import type { Staging } from '../../plan/staging.ts';
import { desiredParts, readPointer } from '../../store/pointer.ts';
import { readRelease } from '../../store/release.ts';
import { sideBySide } from '../../store/side-by-side.ts';
import type { Blobs } from '../../store/store.ts';

/** How a service that runs already differs from what the files say. Sorted. */
export interface Running {
  nodes: readonly NodeName[];
  /** Served now, and in no file. */
  gone: readonly TenantId[];
  /** Served otherwise, or not alike by all nodes. */
  different: readonly TenantId[];
  /** In the files alone. */
  fresh: readonly TenantId[];
  same: number;
}

/** Names told of each kind. */
const NAMED = 10;

/**
 * What nodes serve of which nothing is known: no state tells of any apply, and yet they are pointed at tenants. undefined: they serve none.
 */
export async function alreadyRunning(
  blobs: Blobs,
  nodes: readonly NodeName[],
  { parts }: Pick<Staging, 'parts'>,
): Promise<Running | undefined> {
  const served = await sideBySide(nodes, async (node) => ({ node, tenants: await tenantsOf(blobs, node) }));
  const serving = served.filter(({ tenants }) => tenants.size > 0);
  if (serving.length === 0) return undefined;
  const wanted = new Map(parts.flatMap(({ body }) => body.tenants.map((t) => [t.tenant, t.digest] as const)));
  const live = new Set(serving.flatMap(({ tenants }) => [...tenants.keys()]));
  const same = (tenant: TenantId) =>
    serving.every(({ tenants }) => tenants.get(tenant) === wanted.get(tenant));
  const sorted = (ids: Iterable<TenantId>) => [...ids].sort(byCodeUnit);
  const both = sorted(live).filter((tenant) => wanted.has(tenant));
  return {
    nodes: serving.map(({ node }) => node),
    gone: sorted(live).filter((tenant) => !wanted.has(tenant)),
    different: both.filter((tenant) => !same(tenant)),
    fresh: sorted(wanted.keys()).filter((tenant) => !live.has(tenant)),
    same: both.filter(same).length,
  };
}

async function tenantsOf(blobs: Blobs, node: NodeName): Promise<Map<TenantId, Digest>> {
  const tenants = new Map<TenantId, Digest>();
  for (const part of await desiredParts(blobs, node)) {
    const pointer = await readPointer(blobs, node, part);
    const body = pointer && (await readRelease(blobs, pointer.release));
    for (const { tenant, digest } of body?.tenants ?? []) tenants.set(tenant, digest);
  }
  return tenants;
}

/** Problem `adopt-running`. */
export function notAdopted(running: Running): Problem {
  return new Problem(
    'adopt-running',
    `${running.nodes.join(', ')} serve tenants already, and nothing is known here of any apply: ${runningLines(running).join('; ')}`,
    'if the state of that apply is lost, and this is to go on from what runs, look at these differences and run apply with --adopt. Nothing was applied',
  );
}

/** The differences as lines for a person. */
function runningLines({ gone, different, fresh, same }: Running): string[] {
  const kinds = [
    ['in no file, and would be taken away', gone],
    ['served otherwise than the files say', different],
    ['new', fresh],
  ] as const;
  const lines = kinds.flatMap(([what, ids]) => {
    if (ids.length === 0) return [];
    const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
    return [`${ids.length} ${what} (${ids.slice(0, NAMED).join(', ')}${more})`];
  });
  return [...lines, `${same} the same`];
}
