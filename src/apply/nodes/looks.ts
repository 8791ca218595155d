import type { NodeName } from '../../domain/ids.ts';
import { askNode, readAsk } from '../../store/status.ts';
import type { Answer, Blobs } from '../../store/store.ts';
import type { Patience } from '../patience.ts';
import { watchNode } from './watch.ts';

/** What a node said when it was asked to compare what runs with what is desired; undefined: it was silent. */
export type Look = Answer | undefined;

/** Asks all nodes at the same time, each once, and again only where it has been mended. */
export class NodeLooks {
  readonly #blobs: Blobs;
  readonly #nodes: readonly NodeName[];
  readonly #patience: Patience;
  /** Tenants of which a node ran something else than what is desired when it was asked first. */
  readonly tenants = new Set<string>();
  #looks: Promise<Map<NodeName, Look>> | undefined;

  constructor(blobs: Blobs, nodes: readonly NodeName[], patience: Patience) {
    this.#blobs = blobs;
    this.#nodes = nodes;
    this.#patience = patience;
  }

  all(): Promise<ReadonlyMap<NodeName, Look>> {
    this.#looks ??= Promise.all(
      this.#nodes.map(async (node) => [node, await lookAt(this.#blobs, node, this.#patience)] as const),
    ).then((looks) => {
      for (const [, look] of looks)
        for (const { tenant } of look?.findings ?? []) if (tenant !== undefined) this.tenants.add(tenant);
      return new Map(looks);
    });
    return this.#looks;
  }

  /** Asks a node that differed and has proved a part since: that put right the whole node, and its other parts need not move. */
  async again(node: NodeName): Promise<void> {
    (await this.#looks)?.set(node, await lookAt(this.#blobs, node, this.#patience));
  }

  /** Whether a node found something else than what is desired, or could not look. Nodes that have not been asked differ in nothing. */
  async differs(node: NodeName): Promise<boolean> {
    const look = (await this.#looks)?.get(node);
    return look !== undefined && (look.problem !== undefined || look.findings.length > 0);
  }
}

/** Asks one node and waits for an answer that was begun after the question. */
export async function lookAt(blobs: Blobs, node: NodeName, patience: Patience): Promise<Look> {
  await askNode(blobs, node);
  return await watchNode(blobs, node, patience, async (status) => {
    // Whoever asks at the same time replaces our question by a later one, whose answer is as fresh.
    const asked = status?.answer && (await readAsk(blobs, node));
    return asked && status.answer?.nonce === asked.nonce ? status.answer : undefined;
  });
}
