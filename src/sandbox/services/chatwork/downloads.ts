import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { noEndpoint } from './error.ts';

type WithKey = { Params: { key: string } };

/** So long a download address is good. */
const DOWNLOAD_MS = 30_000;
const DOWNLOADS = '/_files';

/** What was uploaded, as long as the process lasts, and the addresses by which it can be had. */
export class FileContents {
  readonly #contents = new Map<number, Buffer>();
  readonly #keys = new Map<string, { file: number; until: number }>();

  keep(file: number, content: Buffer): void {
    this.#contents.set(file, content);
  }

  /** @returns the path of a new address */
  address(file: number): string {
    const key = randomUUID();
    this.#keys.set(key, { file, until: Date.now() + DOWNLOAD_MS });
    return `${DOWNLOADS}/${key}`;
  }

  at(key: string): Buffer | undefined {
    const found = this.#keys.get(key);
    return found && Date.now() < found.until ? this.#contents.get(found.file) : undefined;
  }
}

/** Outside of the API, and without a token: the address itself is the secret. */
export function downloadRoutes(app: FastifyInstance, contents: FileContents): void {
  app.get<WithKey>(`${DOWNLOADS}/:key`, (request, reply) => {
    const content = contents.at(request.params.key);
    if (!content) throw noEndpoint();
    return reply.type('application/octet-stream').send(content);
  });
}
