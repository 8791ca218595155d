import { resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { openFolder } from './folder.ts';
import type { Blobs } from './store.ts';

/** Opens the store that a stack names. `file:<folder>` is relative to the project. */
export function openStore(location: string, project: string): Blobs {
  const folder = /^file:(.+)$/.exec(location)?.[1];
  if (folder === undefined) {
    throw new Problem(
      'store-unknown',
      `the store ${JSON.stringify(location)} is of no known kind`,
      'name a folder, as in file:.denwaban/local/store',
    );
  }
  return openFolder(resolve(project, folder));
}
