import pLimit from 'p-limit';
import { type Digest, parseDigest, type TenantId } from '../../domain/ids.ts';
import { same } from '../../domain/language.ts';
import type { MachineKind } from '../../domain/machine-kind.ts';
import { maskBlocked } from '../../domain/mask.ts';
import { Problem } from '../../domain/problem.ts';
import type { TenantObject } from '../../render/objects.ts';
import { OPERATORS_FILE } from '../disk/login-hashes.ts';
import type { ObjectCache } from '../disk/objects.ts';
import type { ReleaseCache } from '../disk/releases.ts';

/** One part's release, fetched and verified: signature, format, the digest of every object, the form of every value. */
export interface LoadedPart {
  name: string;
  release: Digest;
  generation: number;
  /** By path below `live`, as rendered: the node's own facts are not filled in yet. */
  files: ReadonlyMap<string, string>;
  tenants: ReadonlyMap<TenantId, { digest: Digest; object: TenantObject }>;
  /** Every object that it is made of. */
  objects: readonly Digest[];
}

const EDGE_CLUSTER: ReadonlySet<string> = new Set(
  ['kamailio.cfg', 'address.list', 'dispatcher.list', 'tables/operators', 'tls.cfg', 'tls.pem'].map(
    (name) => `kamailio/${name}`,
  ),
);

const AT_ONCE = 32;
/** Longest value that reaches AstDB whole by the manager interface. */
const VALUE_BYTES = 1_000;

/** How keys of AstDB begin whose values name sounds. */
const SOUND = 'sound-';

/** Fetches what a pointer names. Throws Problem where anything is not exactly what was signed. */
export async function loadPart(
  source: { releases: ReleaseCache; objects: ObjectCache; own: MachineKind },
  name: string,
  pointer: { release: Digest; generation: number },
): Promise<LoadedPart> {
  const body = await source.releases.get(pointer.release);
  if (body.part !== name)
    refuse(`release ${pointer.release} is of part ${body.part}, the pointer is of ${name}`);
  for (const { path } of body.files) checkPath(name, path);
  const own = body.files.filter(({ path }) => isEdgePath(path) === (source.own === 'edge'));
  const limit = pLimit(AT_ONCE);
  const files = await Promise.all(
    own.map((file) =>
      limit(async (): Promise<[string, string]> => [file.path, await source.objects.text(file.digest)]),
    ),
  );
  const tenants = await Promise.all(
    body.tenants.map(({ tenant, digest }) =>
      limit(async (): Promise<[TenantId, { digest: Digest; object: TenantObject }]> => {
        return [tenant, { digest, object: tenantObject(await source.objects.text(digest), tenant) }];
      }),
    ),
  );
  const sounds = new Set(body.sounds);
  for (const [, { object }] of tenants)
    for (const sound of soundsOf(object))
      if (!sounds.has(sound)) refuse(`tenant ${object.tenant} names a sound that its release does not list`);
  await Promise.all([...sounds].map((digest) => limit(() => source.objects.hold(digest))));
  return {
    name,
    release: pointer.release,
    generation: pointer.generation,
    files: new Map(files),
    tenants: new Map(tenants),
    objects: [...[...own, ...body.tenants].map(({ digest }) => digest), ...sounds],
  };
}

/** Which files a part may bring: no part can reach another's files, or anything outside of the node's folder. */
function checkPath(part: string, path: string): void {
  const shard = /^shard-(.+)$/.exec(part)?.[1];
  const own = shard
    ? [`asterisk/tenants-${shard}.conf`, `postfix/alias-${shard}`, `gateway/${shard}.json`].includes(path)
    : part === 'numbers'
      ? path === 'asterisk/numbers.conf' || path === 'kamailio/tables/numbers'
      : part === 'cluster' && isClusterPath(path);
  if (!own) refuse(`a file named ${JSON.stringify(path)} does not belong to part ${part}`);
}

function isEdgePath(path: string): boolean {
  return path.startsWith('kamailio/');
}

function isClusterPath(path: string): boolean {
  return (
    (path === 'gateway/settings.json' ||
      path === OPERATORS_FILE ||
      EDGE_CLUSTER.has(path) ||
      /^(asterisk|asterisk\/library|postfix)\/[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(path)) &&
    !/^asterisk\/(asterisk|manager|numbers|tenants-.*)\.conf$/.test(path) &&
    !/^postfix\/alias-/.test(path)
  );
}

/** A tenant's values, where each of them can get to AstDB unchanged. */
export function tenantObject(text: string, tenant?: TenantId): TenantObject {
  const object = JSON.parse(text) as TenantObject;
  if (object.format !== 1)
    refuse(`a tenant's object has format ${JSON.stringify(object.format)}, this agent knows 1`);
  if (tenant !== undefined && object.tenant !== tenant)
    refuse(`the object of tenant ${tenant} says that it is of ${object.tenant}`);
  for (const [key, value] of Object.entries(object.astdb)) {
    if (!/^[a-z]+(?:-(?:\d+|[a-z]+))?$/.test(key) || typeof value !== 'string' || !fits(value)) {
      refuse(
        `the value ${JSON.stringify(maskBlocked(key))} of tenant ${object.tenant} cannot be put into AstDB as it is`,
      );
    }
    // A path is made of it.
    if (key.startsWith(SOUND) && !parseDigest(value).ok)
      refuse(`the value ${key} of tenant ${object.tenant} is no digest`);
  }
  return object;
}

/** The sounds of its own that a tenant's values name. */
export function soundsOf({ astdb }: TenantObject): Digest[] {
  return Object.entries(astdb).flatMap(([key, value]) => (key.startsWith(SOUND) ? [value as Digest] : []));
}

function fits(value: string): boolean {
  return (
    Buffer.byteLength(value) <= VALUE_BYTES && !/[\u0000-\u001f\u007f]/.test(value) && value === value.trim()
  );
}

function refuse(why: string): never {
  throw new Problem(
    'release-refused',
    same(why),
    same('Release again with the same version of denwaban as the node.'),
  );
}
