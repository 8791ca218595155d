import type { Digest, NodeName } from '../domain/ids.ts';
import { Problem } from '../domain/problem.ts';

/** Where everything lies in the store. Nobody spells a key but here. */
export const keys = {
  /** An object by the SHA-256 of its bytes: a file, a tenant's values, an operator card. */
  object: (digest: Digest): string => `objects/${digest}`,
  objects: 'objects/',
  /** A signed release by the digest of its body. */
  release: (digest: Digest): string => `releases/${digest}`,
  releases: 'releases/',
  /** What a Chatwork room is to be, by its fingerprint: resources name no digest of personal data. */
  room: (fingerprint: string): string => `rooms/${fingerprint}`,
  rooms: 'rooms/',
  nodes: 'nodes/',
  /** What one part of a node is to be. */
  desired: (node: NodeName, part: string): string => `nodes/${node}/desired/${part}`,
  desiredParts: (node: NodeName): string => `nodes/${node}/desired/`,
  /** Written by the agent of that node alone. */
  status: (node: NodeName): string => `nodes/${node}/status`,
  /** Calls on that node whose report is awaited; written by its agent alone. */
  calls: (node: NodeName): string => `nodes/${node}/calls`,
  /** Drift's question to a node. */
  ask: (node: NodeName): string => `nodes/${node}/ask`,
  /** What an apply left behind: signed, chained, never overwritten and never taken away. */
  applied: (stack: string, sequence: number): string =>
    `applied/${stack}/${String(sequence).padStart(8, '0')}`,
  appliedOf: (stack: string): string => `applied/${stack}/`,
  /** Who works with the store now, and the token of that. */
  lock: 'lock/owner',
  /** Put to see what time it is by the store's clock. */
  clock: 'lock/clock',
  /** The key of fingerprints (HMACs of personal data) in state and plans. */
  fingerprint: 'keys/fingerprint',
} as const;

/** A key that means the same in a folder and in a bucket, and leads out of neither. Problem `store-key`. */
export function checkKey(key: string): string {
  if (key.split('/').every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) return key;
  throw new Problem(
    'store-key',
    {
      en: `${JSON.stringify(key)} is no key of the store`,
      ja: `${JSON.stringify(key)} はストアのキーではありません`,
    },
    { en: 'this is a defect: please report it', ja: 'denwaban の欠陥です。お知らせください' },
  );
}
