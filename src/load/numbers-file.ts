import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from './parse.ts';
import { NUMBERS_FILE, sizeLimit } from './size-limit.ts';
import type { SourceFile } from './source-file.ts';

/** The file of a tenant folder that says which numbers are ours, without the tenants; undefined where it cannot be read. */
export async function readNumbersFile(folder: string): Promise<SourceFile | undefined> {
  const file = join(folder, NUMBERS_FILE);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined || bytes.length > sizeLimit(NUMBERS_FILE)) return undefined;
  const parsed = parse({ file, name: NUMBERS_FILE, bytes });
  return 'problems' in parsed ? undefined : parsed.source;
}
