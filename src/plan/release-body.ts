import { digestOf, sha256 } from '../domain/canonical.ts';
import type { Digest, TenantId } from '../domain/ids.ts';
import type { RenderedPart } from '../render/objects.ts';

/** What a release lists: the files and tenants of one part, by digest. Signed and kept by the store. */
export interface ReleaseBody {
  /** Agents refuse a format that they do not know by name. The second has sounds; what has none is of the first, as it always was. */
  format: 'denwaban-release-1' | 'denwaban-release-2';
  part: string;
  files: readonly { path: string; digest: Digest }[];
  tenants: readonly { tenant: TenantId; digest: Digest; card: Digest }[];
  /** Of the second format: digests of the sounds that the tenants' objects name, sorted. */
  sounds?: readonly Digest[];
}

/** The release of a rendered part. The same part gives the same body, and so the same digest, on every machine. */
export function releaseBody(part: RenderedPart): ReleaseBody {
  return {
    format: part.sounds.length > 0 ? 'denwaban-release-2' : 'denwaban-release-1',
    part: part.name,
    files: part.files.map((file) => ({ path: file.path, digest: sha256(file.content) })),
    tenants: part.tenants.map((t) => ({ tenant: t.tenant, digest: t.digest, card: t.card.digest })),
    ...(part.sounds.length > 0 ? { sounds: part.sounds } : {}),
  };
}

/** Of a part that is to hold nothing. */
export function emptyBody(part: string): ReleaseBody {
  return { format: 'denwaban-release-1', part, files: [], tenants: [] };
}

/** Every object that a release lists. */
export function objectsOf(body: Pick<ReleaseBody, 'files' | 'tenants' | 'sounds'>): Digest[] {
  return [
    ...body.files.map(({ digest }) => digest),
    ...body.tenants.flatMap(({ digest, card }) => [digest, card]),
    ...(body.sounds ?? []),
  ];
}

/** The name of a release in the store, and of what a pointer points at. */
export function releaseDigest(body: ReleaseBody): Digest {
  return digestOf(body);
}
