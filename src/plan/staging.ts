import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import { NO_SOUNDS } from '../load/sounds/sound.ts';
import type { RenderedPart, RenderedRoom, Rendering } from '../render/objects.ts';
import { type ReleaseBody, releaseBody, releaseDigest } from './release-body.ts';

/** `content`: made when it is put, where it is large. */
export interface StagedObject {
  digest: Digest;
  content: string | (() => Uint8Array);
}

/** What has to be in the store before any pointer names it. */
export interface Staging {
  /** By part: its release and the objects that it lists. */
  parts: readonly {
    digest: Digest;
    body: ReleaseBody;
    objects: readonly StagedObject[];
  }[];
  rooms: readonly RenderedRoom[];
}

/** Every release, object and room of a rendering. @param read the bytes of a sound */
export function staging(rendering: Rendering, read = NO_SOUNDS.read): Staging {
  const parts = [rendering.cluster, rendering.numbers, ...rendering.shards.values()];
  return {
    parts: parts.map((part) => {
      const body = releaseBody(part);
      return { digest: releaseDigest(body), body, objects: stagedObjects(part, read) };
    }),
    rooms: rendering.rooms,
  };
}

function stagedObjects(part: RenderedPart, read: (sound: Digest) => Uint8Array): StagedObject[] {
  return [
    ...part.files.map(({ content }) => ({ digest: sha256(content), content })),
    ...part.sounds.map((digest) => ({ digest, content: () => read(digest) })),
    ...part.tenants.flatMap(({ object, digest, card }) => [{ digest, content: canonicalJson(object) }, card]),
  ];
}
