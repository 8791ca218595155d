import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../../domain/problem.ts';
import { resourceKey } from '../../../plan/diff.ts';
import { isRecord, parseJson } from '../../../store/json.ts';
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
  /** The locks of a stack: who took them, where Pulumi says so. */
  locks(stack: string): Promise<{ pid?: number; host?: string }[]>;
}

/** A backend in a folder, `file:///…`. */
export function folderBackend(url: string): Backend {
  const root = join(fileURLToPath(url), '.pulumi');
  const list = (folder: string) => readdir(folder).catch((): string[] => []);
  const stacks = join(root, 'stacks', PROJECT);
  return {
    url,
    async prepare() {
      await mkdir(fileURLToPath(url), { recursive: true, mode: 0o700 });
    },
    async stacks() {
      return (await list(stacks)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []).sort();
    },
    async read(stack) {
      const path = join(stacks, `${stack}.json`);
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parseCheckpoint(text, path);
    },
    async locks(stack) {
      const folder = join(root, 'locks', 'organization', PROJECT, stack);
      return Promise.all(
        (await list(folder)).map(async (name) =>
          parseLock(await readFile(join(folder, name), 'utf8').catch(() => '')),
        ),
      );
    },
  };
}

/** Pulumi's own file of a stack, of which we read our resources. Problem `pulumi-state-form`. */
export function parseCheckpoint(text: string, path: string): Checkpoint {
  const value = parseJson(text);
  const checkpoint = isRecord(value) ? value.checkpoint : undefined;
  if (!isRecord(checkpoint)) {
    throw new Problem(
      'pulumi-state-form',
      `${path} is no state of Pulumi that we know`,
      'see docs/runbook.md, lost state',
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

function parseLock(text: string): { pid?: number; host?: string } {
  const value = parseJson(text);
  if (!isRecord(value)) return {};
  return {
    ...(typeof value.pid === 'number' ? { pid: value.pid } : {}),
    ...(typeof value.hostname === 'string' ? { host: value.hostname } : {}),
  };
}
