import { Problem } from '../domain/problem.ts';
import { readTenantFolder } from './folder.ts';
import { parse } from './parse.ts';
import { NUMBERS_FILE } from './size-limit.ts';
import type { SourceFile } from './source-file.ts';

/** The file of a tenant folder that says which numbers are ours, without the tenants; undefined where it cannot be read. */
export async function readNumbersFile(folder: string): Promise<SourceFile | undefined> {
  const found = await readTenantFolder(folder, NUMBERS_FILE).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
  const [raw] = found?.files ?? [];
  const parsed = raw && parse(raw);
  return parsed && 'source' in parsed ? parsed.source : undefined;
}
