import type { SecureContextOptions } from 'node:tls';
import fastify from 'fastify';
import { type Digest, parseDigest } from '../../domain/ids.ts';
import { keys } from '../../store/keys.ts';
import type { Blobs, SignedRelease } from '../../store/store.ts';

/**
 * Serves operators' cards, `/cards/<digest>.html`, from the store: only objects that some release lists as a card, since all others hold
 * what operators need not see.
 * @param tls certificate and key; without them it speaks HTTP
 */
export function cardServer(store: Blobs, tls: SecureContextOptions | null = null) {
  const app = fastify({ forceCloseConnections: true, https: tls });
  const index = new CardIndex(store);

  app.get<{ Params: { file: string } }>('/cards/:file', async (request, reply) => {
    const digest = parseDigest(request.params.file.replace(/\.html$/, ''));
    const card =
      digest.ok && request.params.file.endsWith('.html') && (await index.has(digest.value))
        ? await store.get(keys.object(digest.value))
        : undefined;
    if (!card)
      return reply.code(404).type('text/plain; charset=utf-8').send('この番号のカードはありません\n');
    return reply
      .headers({
        // The card is one page with its own style; names in it may be anybody's text, and run nothing.
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
      })
      .type('text/html; charset=utf-8')
      .send(card.body);
  });
  return app;
}

/** Which objects are cards, read from the releases; releases never change, so each is read once. */
class CardIndex {
  readonly #store: Blobs;
  readonly #cards = new Set<string>();
  readonly #read = new Set<string>();

  constructor(store: Blobs) {
    this.#store = store;
  }

  async has(digest: Digest): Promise<boolean> {
    if (!this.#cards.has(digest)) await this.#readNew();
    return this.#cards.has(digest);
  }

  async #readNew(): Promise<void> {
    for (const key of await this.#store.list(keys.releases)) {
      if (this.#read.has(key)) continue;
      const blob = await this.#store.get(key);
      if (!blob) continue;
      const release = JSON.parse(Buffer.from(blob.body).toString('utf8')) as SignedRelease;
      for (const tenant of release.body.tenants) this.#cards.add(tenant.card);
      this.#read.add(key);
    }
  }
}
