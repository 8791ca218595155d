import type { KeyObject } from 'node:crypto';
import type { ChatworkClient } from '../chatwork/client.ts';
import type { RoomDirectory } from '../chatwork/rooms.ts';
import type { Digest, NodeName } from '../domain/ids.ts';
import type { Fence } from '../store/pointer.ts';
import type { Signer } from '../store/release.ts';
import type { Blobs } from '../store/store.ts';
import type { Listings } from './nodes/listings.ts';
import type { NodeLooks } from './nodes/looks.ts';
import type { Notices } from './notices.ts';
import type { Patience } from './patience.ts';

/** What the provider works with; made once for an apply. Where it reaches customers' names or secrets, it does so at the moment of use. */
export interface ApplyContext {
  blobs: Blobs;
  /** Of the lock under which pointers are moved. */
  fence: Fence;
  /** Nodes and edges, in the order in which parts are rolled out. */
  nodes: readonly NodeName[];
  edges: ReadonlySet<NodeName>;
  /** How long and how often a node is waited for. */
  patience: Patience;
  signer: Signer;
  publicKey: KeyObject;
  /** The store's key of fingerprints. */
  fingerprintKey: Uint8Array;
  /** The release of each part that is desired now, staged in the store; by part's name. */
  releases: ReadonlyMap<string, Digest>;
  chatwork: ChatworkAccount;
  /** What nodes say of themselves. */
  looks: NodeLooks;
  /** What releases list. */
  listings: Listings;
  /** What the one who applies has to know, though it stops nothing. */
  notices: Notices;
  /** Raised where the apply is to end after the running step. */
  signal?: AbortSignal;
}

/** What bringing a release to the nodes needs of it. */
export type NodesContext = Pick<
  ApplyContext,
  'blobs' | 'fence' | 'nodes' | 'edges' | 'patience' | 'looks' | 'notices' | 'signal'
>;

export interface ChatworkAccount {
  client: ChatworkClient;
  rooms: RoomDirectory;
  /** Our own account: always an admin of every room. */
  account: number;
  /** The secret of room markers. */
  markerSecret: () => Promise<string>;
  /** Tenants whose rooms an apply without changes looks into; the rest, seen by the listing alone, take their turn. */
  looked: ReadonlySet<string>;
}

/** Ends the apply at a safe place: what is done is saved, the rest is done by the next one. */
export function stopIfAsked(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
}
