// Bundles each page of pages/ (its main.ts, and the styles that it imports) to FOLDER/<page>.js and .css, which go into the pages as they are:
// node scripts/bundle-pages.mjs FOLDER. The same sources give the same bytes.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [folder = ''] = process.argv.slice(2);
const pages = fileURLToPath(new URL('../pages', import.meta.url));
const found = await readdir(pages, { recursive: true });
const mains = found.filter((path) => path.endsWith('/main.ts')).sort();

await build({
  entryPoints: mains.map((path) => ({ in: join(pages, path), out: path.slice(0, -'/main.ts'.length) })),
  outdir: folder,
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
