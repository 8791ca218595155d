import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Names everything that decides what a file's bytes come to: this stage's own modules, the YAML parser, Node.js.
 * @param others folders of further modules that do
 */
export async function parserIdentity(...others: string[]): Promise<string> {
  const modules = (await Promise.all([join(import.meta.dirname, '..'), ...others].map(filesBelow))).flat();
  const hash = createHash('sha256');
  for (const path of [...modules.sort(), createRequire(import.meta.url).resolve('yaml/package.json')])
    hash.update(await readFile(path)).update('\0');
  return hash.update(process.version).digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
