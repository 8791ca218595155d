import type { Digest, NodeName, TenantId } from '../../domain/ids.ts';
import type { Text } from '../../domain/language.ts';
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
  const nodes = running.nodes.join(', ');
  const lines = runningLines(running);
  return new Problem(
    'adopt-running',
    {
      en: `${nodes} serve tenants already, and nothing is known here of any apply: ${lines.map(({ en }) => en).join('; ')}`,
      ja: `${nodes} がすでに契約会社の電話を受けていますが、ここに適用の記録がありません: ${lines.map(({ ja }) => ja).join('、')}`,
    },
    {
      en: 'if the state of that apply is lost, and this is to go on from what runs, look at these differences and run apply with --adopt. Nothing was applied',
      ja: 'その適用の状態が失われ、今動いているものから続けるなら、違いを確かめて apply --adopt を実行してください。何も適用していません',
    },
  );
}

/** The differences as lines for a person. */
function runningLines({ gone, different, fresh, same }: Running): Text[] {
  const kinds = [
    [{ en: 'in no file, and would be taken away', ja: 'ファイルになく、取り除かれるもの' }, gone],
    [{ en: 'served otherwise than the files say', ja: 'ファイルと違うもの' }, different],
    [{ en: 'new', ja: '新しいもの' }, fresh],
  ] as const;
  const lines = kinds.flatMap(([what, ids]) => {
    if (ids.length === 0) return [];
    const named = ids.slice(0, NAMED).join(', ');
    const more = ids.length - NAMED;
    return [
      {
        en: `${ids.length} ${what.en} (${named}${more > 0 ? ` and ${more} more` : ''})`,
        ja: `${what.ja} ${ids.length} 社（${named}${more > 0 ? `、ほか ${more} 社` : ''}）`,
      },
    ];
  });
  return [...lines, { en: `${same} the same`, ja: `同じもの ${same} 社` }];
}
