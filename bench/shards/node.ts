import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeName } from '../../src/domain/ids.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { sideBySide } from '../../src/store/side-by-side.ts';
import { readAsk, writeStatus } from '../../src/store/status.ts';
import type { Blobs, NodeStatus, PartStatus } from '../../src/store/store.ts';

/** As often as a node looks into a bucket, ten times. */
const POLL_MS = 200;

/** A node that takes whatever it is pointed at, at once, and never differs: real ones work on other machines. */
export class WillingNode {
  readonly #node: NodeName;
  readonly #blobs: Blobs;
  #stopped = false;
  #last = '';
  /** Every release that it has taken, in order. */
  readonly taken: string[] = [];

  constructor(node: NodeName, blobs: Blobs) {
    this.#node = node;
    this.#blobs = blobs;
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    const known = new Map<string, string>();
    while (!this.#stopped) {
      const names = await desiredParts(this.#blobs, this.#node);
      const pointers = await sideBySide(names, (part) => readPointer(this.#blobs, this.#node, part));
      const parts: Record<string, PartStatus> = {};
      for (const [i, part] of names.entries()) {
        const pointer = pointers[i];
        if (!pointer) continue;
        const { release, generation } = pointer;
        parts[part] = { release, generation, state: 'converged' };
        if (known.get(part) !== release) this.taken.push(part);
        known.set(part, release);
      }
      await this.#report(parts);
      await sleep(POLL_MS);
    }
  }

  async #report(parts: Record<string, PartStatus>): Promise<void> {
    const nonce = (await readAsk(this.#blobs, this.#node))?.nonce;
    const status = JSON.stringify({ parts, nonce });
    if (status === this.#last) return;
    this.#last = status;
    const at = Date.now();
    const answer = nonce === undefined ? {} : { answer: { nonce, at, parts: compared(parts), findings: [] } };
    await writeStatus(this.#blobs, { node: this.#node, at, parts, ...answer } satisfies NodeStatus);
  }
}

function compared(parts: Record<string, PartStatus>) {
  return Object.fromEntries(
    Object.entries(parts).map(([part, { release, generation }]) => [part, { release, generation }]),
  );
}
