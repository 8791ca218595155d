import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import type { Digest, NodeName } from '../../src/domain/ids.ts';
import { releaseBody } from '../../src/plan/release-body.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { putObjects } from '../../src/store/objects.ts';
import { keySigner, putRelease } from '../../src/store/release.ts';
import { askNode, readStatus } from '../../src/store/status.ts';
import type { Answer, Blobs, NodeStatus, Pointer, ReleaseBody } from '../../src/store/store.ts';
import { movePointer } from '../store/by-hand.ts';

/** The store of one real node, as whoever applies sees it, with a signing key of its own. */
export class NodeStore {
  readonly name = 'node1' as NodeName;
  readonly blobs: Blobs;
  /** Bytes of the sounds that releases list. */
  readonly sounds = new Map<Digest, Uint8Array>();
  readonly #keys = generateKeyPairSync('ed25519');

  constructor(blobs: Blobs) {
    this.blobs = blobs;
  }

  /** PEM. */
  get publicKey(): string {
    return this.#keys.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  /** Stages and releases a part without pointing at it. `change` spoils the body before it is signed. */
  async release(
    part: RenderedPart,
    change: (body: ReleaseBody) => ReleaseBody = (body) => body,
  ): Promise<Digest> {
    await putObjects(this.blobs, [
      ...part.files.map((file) => ({ digest: sha256(file.content), content: file.content })),
      ...part.tenants.map((t) => ({ digest: t.digest, content: canonicalJson(t.object) })),
      ...part.sounds.map((digest) => ({ digest, content: this.sounds.get(digest) ?? '' })),
    ]);
    return await putRelease(this.blobs, change(releaseBody(part)), keySigner(this.#keys.privateKey));
  }

  async point(part: string, release: Digest): Promise<Pointer> {
    return await movePointer(this.blobs, this.name, part, release);
  }

  async apply(part: RenderedPart): Promise<NodeStatus> {
    const pointer = await this.point(part.name, await this.release(part));
    return await this.settled(part.name, pointer);
  }

  /** Waits until the node says how a pointer went. */
  async settled(part: string, pointer: Pointer, withinMs = 60_000): Promise<NodeStatus> {
    return await this.until(
      (s) => s.parts[part]?.release === pointer.release && s.parts[part]?.generation === pointer.generation,
      withinMs,
    );
  }

  async until(holds: (status: NodeStatus) => boolean, withinMs = 60_000): Promise<NodeStatus> {
    const end = Date.now() + withinMs;
    for (;;) {
      const status = await readStatus(this.blobs, this.name);
      if (status && holds(status)) return status;
      if (Date.now() > end) throw new Error(`the node says ${JSON.stringify(status)}; ${await this.logs()}`);
      await sleep(20);
    }
  }

  async ask(): Promise<Answer> {
    const nonce = await askNode(this.blobs, this.name);
    const { answer } = await this.until((s) => s.answer?.nonce === nonce);
    if (!answer) throw new Error('no answer');
    return answer;
  }

  /** What the node itself has written, for whoever has to find out what went wrong. */
  async logs(): Promise<string> {
    return '';
  }
}
