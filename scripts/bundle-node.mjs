// Assembles the build contexts of the images in dist/node-image and dist/edge-image: images/node and the announcements' texts, images/edge,
// and in both agent and report gateway as one file. The same sources give the same bytes, so that Docker's cache decides what has to be built again.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const context = `${root}dist/node-image`;
const edge = `${root}dist/edge-image`;

/**
 * The roots that this machine trusts, for pip in the build stage alone: where downloads pass a company's proxy, the container
 * has to trust it too. They do not get into the image.
 */
async function buildRoots() {
  for (const path of [
    process.env.PIP_CERT,
    process.env.SSL_CERT_FILE,
    '/etc/ssl/certs/ca-certificates.crt',
  ]) {
    const found = path && (await readFile(path, 'utf8').catch(() => undefined));
    if (found) return found;
  }
  return `${rootCertificates.join('\n')}\n`;
}

for (const folder of [context, edge]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
await cp(`${root}images/node`, context, { recursive: true });
await cp(`${root}images/edge`, edge, { recursive: true });
await cp(`${root}templates/announcements`, `${context}/announcements`, { recursive: true });
await writeFile(`${context}/build-roots.pem`, await buildRoots());
await build({
  entryPoints: [`${root}src/node/main.ts`],
  outfile: `${context}/node.mjs`,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
  // Some dependencies are CommonJS: they call require for Node's own modules, and ask for their file's name.
  banner: {
    js: [
      "import { createRequire } from 'node:module';",
      'const require = createRequire(import.meta.url);',
      'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
    ].join('\n'),
  },
});
await cp(`${context}/node.mjs`, `${edge}/node.mjs`);
