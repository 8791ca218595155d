import type { Digest, NodeName, TenantId } from '../domain/ids.ts';
import type { ReleaseBody } from '../plan/release-body.ts';
import type { Alarms } from './alarms.ts';

export type { ReleaseBody };

/** The bytes behind the store: an S3 bucket or a folder. Keys are `/`-separated; values are small (objects below a few MB). */
export interface Blobs {
  /** undefined where there is none. */
  get(key: string): Promise<{ body: Uint8Array; version: string } | undefined>;
  /** `ifVersion`: the version that must be there now (`null`: none); a lost race returns false and writes nothing. */
  put(key: string, body: Uint8Array | string, options?: { ifVersion?: string | null }): Promise<boolean>;
  /** What is not there is no error. Not all at once: an interruption may leave some. */
  delete(...keys: readonly string[]): Promise<void>;
  /** Every key below a prefix, sorted. */
  list(prefix: string): Promise<string[]>;
  /** The same with what is known of each value without reading it. */
  entries(prefix: string): Promise<Entry[]>;
}

/** A value of the store. */
export interface Entry {
  key: string;
  /** Bytes. */
  size: number;
  /** When it was put last: milliseconds since 1970 by the store's clock. */
  modified: number;
}

/** `releases/<digest>`: what one part of a node is to be. The digest is of the canonical JSON of `body`. */
export interface SignedRelease {
  body: ReleaseBody;
  /** Over the canonical JSON of `body` or, from KMS, over its digest; base64. `verifyRelease` says how. */
  signature: string;
}

/** `nodes/<node>/desired/<part>`. */
export interface Pointer {
  release: Digest;
  /** Counts up with every write: a new one with the same release asks the node to make everything so again. */
  generation: number;
  /** Of the lock under which it was moved: whoever has a lower one has lost it. Absent before the first lock. */
  token?: number;
  /** Why, where it is not an ordinary apply: a roll-back. */
  reason?: string;
}

/** `nodes/<node>/status`: written by the agent alone. */
export interface NodeStatus {
  node: NodeName;
  /** Milliseconds since 1970: when this was written. */
  at: number;
  /** When the running Asterisk started. What was proved before does not count. */
  asteriskStarted?: number;
  parts: Record<string, PartStatus>;
  /** It takes no new calls, because somebody said so. */
  drained?: boolean;
  /** The last question that was answered. */
  answer?: Answer;
  /** What waits for a person; absent for nothing. */
  alarms?: Alarms;
}

export interface PartStatus {
  release: Digest;
  generation: number;
  state: 'converged' | 'failed';
  /** Why it failed, for a person. No personal data. */
  problem?: string;
}

/** `nodes/<node>/ask`: drift's question, the only thing that it writes. The nonce proves that the answer is a fresh look. */
export interface Ask {
  nonce: string;
}

export interface Answer {
  nonce: string;
  at: number;
  /** What the node compared itself with. */
  parts: Record<string, { release: Digest; generation: number }>;
  /** Set where the look itself failed. */
  problem?: string;
  /** No more than anybody reads: see {@link more}. */
  findings: readonly Finding[];
  /** How many findings were left out; absent for none. */
  more?: number;
}

/** One difference between what runs and what is desired. */
export interface Finding {
  place: Place;
  kind: 'missing' | 'changed' | 'unowned';
  /** What it is, as an engineer would name it: `context dw-number extension 0350000001 priority 1`. */
  item: string;
  tenant?: TenantId;
  /** Absent for what nobody owns. Personal data masked, secrets never. */
  expected?: string;
  /** Absent for what is missing. */
  found?: string;
}

export type Place =
  | 'dialplan'
  | 'astdb'
  /** A tenant's own announcement: the file that Asterisk plays. */
  | 'sound'
  | 'pjsip'
  | 'queue'
  | 'global'
  | 'module'
  | 'mail-map'
  | 'mail-setting'
  /** Who may hand reports in with a password. */
  | 'mail-login'
  /** Of an edge: its configuration, the list of nodes, who may reach it, its tables. */
  | 'edge-setting'
  | 'edge-nodes'
  | 'edge-access'
  | 'edge-table'
  | 'room'
  /** What a node is pointed at or has got to: in the store, not on the node. */
  | 'release';
