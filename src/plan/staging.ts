import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import type { RenderedPart, RenderedRoom, Rendering } from '../render/objects.ts';
import { type ReleaseBody, releaseBody, releaseDigest } from './release-body.ts';

/** What has to be in the store before any pointer names it. */
export interface Staging {
  /** By part: its release and the objects that it lists. */
  parts: readonly {
    digest: Digest;
    body: ReleaseBody;
    objects: readonly { digest: Digest; content: string }[];
  }[];
  rooms: readonly RenderedRoom[];
}

/** Every release, object and room of a rendering. */
export function staging(rendering: Rendering): Staging {
  const parts = [rendering.cluster, rendering.numbers, ...rendering.shards.values()];
  return {
    parts: parts.map((part) => {
      const body = releaseBody(part);
      return { digest: releaseDigest(body), body, objects: objectsOf(part) };
    }),
    rooms: rendering.rooms,
  };
}

function objectsOf(part: RenderedPart): { digest: Digest; content: string }[] {
  return [
    ...part.files.map(({ content }) => ({ digest: sha256(content), content })),
    ...part.tenants.flatMap(({ object, digest, card }) => [{ digest, content: canonicalJson(object) }, card]),
  ];
}
