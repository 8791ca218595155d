import { resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { openFolder } from './folder.ts';
import { openS3 } from './s3.ts';
import type { Blobs } from './store.ts';

/**
 * Opens the store that a stack names, without asking it anything: `file:<folder>`, relative to the project, or `s3://<bucket>` with or
 * without `/<prefix>`. Problem `store-unknown`.
 */
export function openStore(location: string, project: string): Blobs {
  const folder = /^file:(.+)$/.exec(location)?.[1];
  if (folder !== undefined) return openFolder(resolve(project, folder));
  const [, bucket, prefix] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*)$/.exec(location) ?? [];
  if (bucket !== undefined) return openS3(bucket, prefix?.slice(1));
  throw new Problem(
    'store-unknown',
    {
      en: `the store ${JSON.stringify(location)} is of no known kind`,
      ja: `ストア ${JSON.stringify(location)} の種類が分かりません`,
    },
    {
      en: 'name a folder, as in file:.denwaban/local/store, or a bucket, as in s3://denwaban-prod',
      ja: 'file:.denwaban/local/store のようなフォルダーか、s3://denwaban-prod のようなバケットを書いてください',
    },
  );
}
