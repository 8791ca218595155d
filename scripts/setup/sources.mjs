// Whether dist is of these very sources. By what is in them, not by when they were written: a checkout writes every file anew.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './paths.mjs';

export const DIST = join(TOP, 'dist');
const SRC = join(TOP, 'src');
/** What runs in browsers. */
const PAGES = join(TOP, 'pages');
const STAMP = '.sources';

/**
 * What to tell people where dist was built from other sources than those that lie here: what runs would not be what they read.
 * @returns {string | undefined} `build-stale: …`; undefined where it is up to date, or where there are no sources
 */
export function staleBuild() {
  if (!existsSync(SRC) || stampOf(DIST) === sourcesDigest()) return undefined;
  return 'build-stale: dist was built from other sources than those in src; run: npm run build';
}

/**
 * Which sources a folder was built from.
 * @param {string} folder
 */
export function stampOf(folder) {
  try {
    return readFileSync(join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {string} digest
 */
export function putStamp(folder, digest) {
  writeFileSync(join(folder, STAMP), digest);
}

/** SHA-256 of all that the compiler's result depends on. */
export function sourcesDigest() {
  const hash = createHash('sha256');
  const sources = [SRC, PAGES]
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const settings = [
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'scripts/bundle-pages.mjs',
  ].map((name) => join(TOP, name));
  for (const file of [...sources, ...settings].sort()) {
    hash
      .update(`${file.slice(TOP.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
