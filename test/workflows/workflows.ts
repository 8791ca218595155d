import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export const TOP = join(import.meta.dirname, '..', '..');
export const WORKFLOWS = join(TOP, '.github', 'workflows');

export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  'working-directory'?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}
export interface Job {
  permissions?: Record<string, string>;
  environment?: string;
  env?: Record<string, string>;
  steps: Step[];
}
export interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

/** Every workflow, by its file's name. */
export async function workflows(): Promise<Map<string, Workflow>> {
  const names = (await readdir(WORKFLOWS)).sort();
  const read = names.map(
    async (name) => [name, parse(await readFile(join(WORKFLOWS, name), 'utf8'))] as const,
  );
  return new Map(await Promise.all(read));
}
