import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

interface Blob {
  path: string;
  digest: string;
  size: number;
}

/** A registry with one image of this machine's Docker, for whoever has the password. */
export class Registry {
  readonly server: Server;
  /** Of the image's manifest: what it is pulled by. */
  readonly digest: string;
  readonly #folder: string;

  private constructor(folder: string, manifest: string, blobs: readonly Blob[], password: string) {
    this.#folder = folder;
    this.digest = digestOf(manifest);
    const basic = `Basic ${Buffer.from(`AWS:${password}`).toString('base64')}`;
    this.server = createServer(({ url = '', headers, method }, response) => {
      if (headers.authorization !== basic) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="registry"' }).end();
        return;
      }
      const asked = url.slice(url.lastIndexOf('/') + 1);
      const blob = blobs.find(({ digest }) => digest === asked);
      if (url === '/v2/') response.end('{}');
      else if (asked === this.digest) {
        const length = Buffer.byteLength(manifest);
        response.writeHead(200, {
          'content-type': MANIFEST,
          'content-length': length,
          'docker-content-digest': asked,
        });
        response.end(method === 'HEAD' ? undefined : manifest);
      } else if (blob) {
        response.writeHead(200, { 'content-length': blob.size });
        createReadStream(blob.path).pipe(response);
      } else response.writeHead(404).end();
    });
  }

  static async of(image: string, password: string): Promise<Registry> {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-registry-'));
    try {
      await execa('sh', ['-c', `docker save "$1" | tar -x -C "$2"`, 'sh', image, folder]);
      const [saved] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as [
        { Config: string; Layers: string[] },
      ];
      const text = await readFile(join(folder, saved.Config), 'utf8');
      // Layers are not packed, and so their digests are those that the image's own description has.
      const { diff_ids } = (JSON.parse(text) as { rootfs: { diff_ids: string[] } }).rootfs;
      const blob = async (path: string, digest: string): Promise<Blob> => {
        const place = join(folder, path);
        return { path: place, digest, size: (await stat(place)).size };
      };
      const config = await blob(saved.Config, digestOf(text));
      const layers = await Promise.all(saved.Layers.map((path, i) => blob(path, diff_ids[i] ?? '')));
      const described = ({ digest, size }: Blob, mediaType: string) => ({ mediaType, size, digest });
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: described(config, 'application/vnd.docker.container.image.v1+json'),
        layers: layers.map((layer) => described(layer, 'application/vnd.docker.image.rootfs.diff.tar')),
      });
      return new Registry(folder, manifest, [config, ...layers], password);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async end(): Promise<void> {
    this.server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
