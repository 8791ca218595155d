import type { Digest, ShardName, TenantId } from '../domain/ids.ts';

/**
 * What rendering makes: files and values for the nodes, in named parts that are released one after the other.
 * Pure data without a date or a secret; the same tenants and stack give the same bytes on every machine.
 */
export interface Rendering {
  cluster: RenderedPart;
  numbers: RenderedPart;
  shards: ReadonlyMap<ShardName, RenderedPart>;
  rooms: readonly RenderedRoom[];
}

/** `cluster`, `numbers`, or a shard's `shard-<name>`: the name of a pointer in the store. */
export type PartName = 'cluster' | 'numbers' | `shard-${string}`;

export interface RenderedPart {
  name: PartName;
  /** Sorted by path. */
  files: readonly RenderedFile[];
  /** Sorted by tenant; empty but in a shard. */
  tenants: readonly RenderedTenant[];
  /** Digests of the sounds that its tenants' objects name, sorted, each once. Their bytes stay where they were loaded from. */
  sounds: readonly Digest[];
}

/**
 * A file that the agent places as it is below the node's folder of this part, such as `asterisk/library.conf`, `postfix/alias`.
 * In files below `asterisk/` and `postfix/` the agent fills in a closed set of the node's own facts, `@@NODE_ADDRESS@@`, and secrets,
 * `secret://name#version`, when it writes them.
 */
export interface RenderedFile {
  path: string;
  content: string;
}

export interface RenderedTenant {
  tenant: TenantId;
  object: TenantObject;
  /** The operator card: one self-contained page, an object of its own. */
  card: { digest: Digest; content: string };
  /** SHA-256 of the canonical JSON of `object`: the stub in the dialplan names it. */
  digest: Digest;
}

/** What the library dialplan looks up of a tenant while a call runs: AstDB `denwaban/<digest>/<key>`. */
export interface TenantObject {
  format: 1;
  tenant: TenantId;
  /** Every value at most 1,000 bytes, without control characters (AMI takes no more). */
  astdb: {
    name: string;
    kana: string;
    pool: string;
    /** `0900-1800` or `closed`, for weekdays, saturdays, holidays. */
    weekdays: string;
    saturdays: string;
    holidays: string;
    /** The card's address. */
    card: string;
    /** For each number used by forwarding: the line that forwards to it, in national digits. */
    [line: `line-${string}`]: string;
    /** `refuse`: whoever withholds its number is asked to call again with 186. Absent: they get through. */
    withheld?: string;
    /** The digest of a sound of its own, for an announcement of the library. Absent: the one for all. */
    [sound: `sound-${string}`]: string;
    /** For each caller who is refused, a mark: the key is the number as it is compared. */
    [blocked: `block-${string}`]: string;
  };
}

/** A tenant's Chatwork room as it is to be. The provider adds the marker by which it is found again. */
export interface RenderedRoom {
  tenant: TenantId;
  object: RoomObject;
  digest: Digest;
}

export interface RoomObject {
  format: 1;
  tenant: TenantId;
  name: string;
  description: string;
  /** Sorted by account. Our own account is among the admins. */
  members: readonly { accountId: number; role: 'admin' | 'member' | 'readonly' }[];
  link: boolean;
  roomId?: number;
}
