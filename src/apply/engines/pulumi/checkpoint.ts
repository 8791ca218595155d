import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../../domain/problem.ts';
import { resourceKey } from '../../../plan/diff.ts';
import { openFolder } from '../../../store/folder.ts';
import { isRecord, parseJson } from '../../../store/json.ts';
import { openS3 } from '../../../store/s3.ts';
import type { Blobs } from '../../../store/store.ts';
import type { Applied } from '../../provider.ts';
import { type Properties, toApplied } from './properties.ts';
import { parseUrn, typeOf } from './types.ts';

/** The project's name in Pulumi (Pulumi.yaml). */
export const PROJECT = 'denwaban';

/** What Pulumi holds of one of its stacks. */
export interface Checkpoint {
  /** By `Type/name`. */
  resources: ReadonlyMap<string, Applied>;
  /** Whether an operation was interrupted, so that it is to be finished. */
  pending: boolean;
}

/** Where Pulumi keeps its state, read without asking the CLI, which takes half a second a stack. */
export interface Backend {
  url: string;
  /** Makes it where it is not there. */
  prepare(): Promise<void>;
  /** Names of our stacks, sorted. */
  stacks(): Promise<string[]>;
  /** undefined: no such stack. */
  read(stack: string): Promise<Checkpoint | undefined>;
  /** Every lock on our stacks, also on one that was just about to be made. */
  locks(): Promise<PulumiLock[]>;
  /** Takes locks away; what is no longer there is no error. */
  unlock(locks: readonly PulumiLock[]): Promise<void>;
}

/** A lock of Pulumi's on one of its stacks: who took it and when, in milliseconds since 1970, where Pulumi says so. */
export interface PulumiLock {
  key: string;
  stack: string;
  pid?: number;
  host?: string;
  at?: number;
}

/** Where Pulumi puts everything below a backend's address. */
const BELOW = '.pulumi';

/** The backend of an address: `file:///…` or `s3://<bucket>`. Problem `pulumi-backend-unknown`. */
export function openBackend(url: string): Backend {
  const bucket = /^s3:\/\/([a-z0-9][a-z0-9.-]+)$/.exec(url)?.[1];
  if (bucket !== undefined) return backend(url, openS3(bucket, BELOW), async () => {});
  if (!url.startsWith('file://')) {
    throw new Problem(
      'pulumi-backend-unknown',
      {
        en: `Pulumi's backend ${url} is of no known kind`,
        ja: `Pulumi のバックエンド ${url} の種類が分かりません`,
      },
      {
        en: 'name file:///<folder> or s3://<bucket>',
        ja: 'file:///<folder> か s3://<bucket> を指定してください',
      },
    );
  }
  const folder = fileURLToPath(url);
  return backend(url, openFolder(join(folder, BELOW)), async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  });
}

function backend(url: string, blobs: Blobs, prepare: () => Promise<void>): Backend {
  const stacks = `stacks/${PROJECT}/`;
  const locks = `locks/organization/${PROJECT}/`;
  const text = async (key: string) => {
    const found = await blobs.get(key);
    return found && Buffer.from(found.body).toString('utf8');
  };
  return {
    url,
    prepare,
    async stacks() {
      const names = (await blobs.list(stacks)).map((key) => key.slice(stacks.length));
      return names.flatMap((name) => /^([^/]+)\.json$/.exec(name)?.[1] ?? []).sort();
    },
    async read(stack) {
      const key = `${stacks}${stack}.json`;
      const found = await text(key);
      return found === undefined ? undefined : parseCheckpoint(found, `${url}/${BELOW}/${key}`);
    },
    async locks() {
      const found = (await blobs.list(locks)).flatMap((key) => {
        const stack = /^([^/]+)\/[^/]+\.json$/.exec(key.slice(locks.length))?.[1];
        return stack === undefined ? [] : [{ key, stack }];
      });
      return Promise.all(
        found.map(async (lock) => ({ ...lock, ...parseLockHolder((await text(lock.key)) ?? '') })),
      );
    },
    unlock: (taken) => blobs.delete(...taken.map(({ key }) => key)),
  };
}

/** Pulumi's own file of a stack, of which we read our resources. Problem `pulumi-state-form`. */
export function parseCheckpoint(text: string, path: string): Checkpoint {
  const value = parseJson(text);
  const checkpoint = isRecord(value) ? value.checkpoint : undefined;
  if (!isRecord(checkpoint)) {
    throw new Problem(
      'pulumi-state-form',
      {
        en: `${path} is no state of Pulumi that we know`,
        ja: `${path} は知っている形の Pulumi の状態ではありません`,
      },
      { en: 'see docs/runbook.md, lost state', ja: 'docs/runbook.md の lost state を見てください' },
    );
  }
  const latest = isRecord(checkpoint.latest) ? checkpoint.latest : {};
  const resources = new Map<string, Applied>();
  for (const row of Array.isArray(latest.resources) ? latest.resources : []) {
    const applied = isRecord(row) ? appliedOf(row) : undefined;
    if (applied) resources.set(resourceKey(applied), applied);
  }
  return {
    resources,
    pending: Array.isArray(latest.pending_operations) && latest.pending_operations.length > 0,
  };
}

function appliedOf(row: Record<string, unknown>): Applied | undefined {
  const { token, name } = parseUrn(String(row.urn));
  const type = typeOf(token);
  // What was replaced and is still to be deleted is no longer the resource of that name.
  if (!type || row.delete === true) return undefined;
  const inputs = isRecord(row.inputs) ? row.inputs : {};
  const outputs = isRecord(row.outputs) ? row.outputs : {};
  return toApplied(type, name, String(row.id ?? ''), inputs as Properties, outputs as Properties);
}

function parseLockHolder(text: string): Omit<PulumiLock, 'key' | 'stack'> {
  const value = parseJson(text);
  if (!isRecord(value)) return {};
  const at = Date.parse(String(value.timestamp));
  return {
    ...(Number.isNaN(at) ? {} : { at }),
    ...(typeof value.pid === 'number' ? { pid: value.pid } : {}),
    ...(typeof value.hostname === 'string' ? { host: value.hostname } : {}),
  };
}
