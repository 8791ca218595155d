import type { Digest, TenantId } from '../../domain/ids.ts';
import type { TenantObject } from '../../render/objects.ts';
import { soundsOf } from '../desired/part.ts';
import type { ObjectCache } from '../disk/objects.ts';
import { keepSounds, placeSound, placeSounds, readableSounds, SeenSounds } from '../disk/sounds.ts';
import type { ExpectedSounds } from '../live/sounds.ts';

/** Objects whose sounds are meant, with their tenants. */
type Values = Iterable<{ object: TenantObject }>;

/** The tenants' own sounds on this node. */
export class OwnSounds {
  readonly #live: string;
  readonly #objects: ObjectCache;
  readonly #readable: typeof readableSounds;
  readonly #seen = new SeenSounds();

  constructor(live: string, objects: ObjectCache, readable = readableSounds) {
    this.#live = live;
    this.#objects = objects;
    this.#readable = readable;
  }

  /**
   * Lays down what is desired, and takes away what neither that nor any call in progress names. What cannot be laid down is found by the look:
   * callers hear the announcement for all meanwhile, and that must keep nobody out.
   */
  async lay(desired: Values, kept: Values): Promise<void> {
    await placeSounds(this.#live, new Set(owned(desired).keys()), (digest) => this.#place(digest));
    await this.retire(desired, kept);
  }

  /** Takes away alone: one that somebody has taken is drift's to find, and an apply's to mend. @param kept what calls in progress may still play */
  async retire(desired: Values, kept: Values): Promise<void> {
    await keepSounds(this.#live, new Set([...owned(desired).keys(), ...owned(kept).keys()]));
  }

  expected(desired: Values, kept: Values): ExpectedSounds {
    return {
      owners: owned(desired),
      kept: new Set(owned(kept).keys()),
      digestOf: (path) => this.#seen.digest(path),
      readable: () => this.#readable(this.#live),
      place: (digest) => this.#place(digest),
    };
  }

  async #place(digest: Digest): Promise<void> {
    await placeSound(this.#live, digest, this.#objects).catch(() => {});
  }
}

function owned(values: Values): Map<Digest, TenantId> {
  const owners = new Map<Digest, TenantId>();
  for (const { object } of values)
    for (const digest of soundsOf(object)) if (!owners.has(digest)) owners.set(digest, object.tenant);
  return owners;
}
