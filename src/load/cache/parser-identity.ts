import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Names everything that decides what a file's bytes come to: this stage's own modules, the YAML parser, Node.js. */
export async function parserIdentity(): Promise<string> {
  const stage = join(import.meta.dirname, '..');
  const entries = await readdir(stage, { recursive: true, withFileTypes: true });
  const modules = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const path of [...modules.sort(), createRequire(import.meta.url).resolve('yaml/package.json')])
    hash.update(await readFile(path)).update('\0');
  return hash.update(process.version).digest('hex');
}
