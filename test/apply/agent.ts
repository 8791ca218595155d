import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeName, TenantId } from '../../src/domain/ids.ts';
import { getObject } from '../../src/store/objects.ts';
import { desiredParts, readPointer } from '../../src/store/pointer.ts';
import { getRelease } from '../../src/store/release.ts';
import { readAsk, readStatus, writeStatus } from '../../src/store/status.ts';
import type { Answer, Blobs, Finding, NodeStatus, PartStatus, Pointer } from '../../src/store/store.ts';

/**
 * A node's agent without Asterisk and Postfix behind it: it fetches and verifies for real, through the real store, and holds what it took
 * as values. Tests change those by hand, make it fail, or make it silent.
 */
export class TestAgent {
  readonly node: NodeName;
  readonly #blobs: Blobs;
  readonly #publicKey: KeyObject;
  /** What runs: by part, the release's items. */
  readonly live = new Map<string, Map<string, string>>();
  /** Every release that this node has taken, in order: `part digest`. */
  readonly taken: string[] = [];
  silent = false;
  /** Called when a part has been taken. */
  onTaken: () => void = () => {};
  /** Puts everything right whenever it takes a part, as a real node does; else that part alone. */
  settlesWhole = false;
  /** Why a part cannot be taken; undefined: it can. */
  failing: (part: string, pointer: Pointer) => string | undefined = () => undefined;
  lookProblem: string | undefined;
  alarms: Record<string, number> = {};
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(node: NodeName, blobs: Blobs, publicKey: KeyObject) {
    this.node = node;
    this.#blobs = blobs;
    this.#publicKey = publicKey;
  }

  start(): this {
    this.#running = (async () => {
      while (!this.#stopped) {
        if (!this.silent) await this.turn();
        await sleep(5);
      }
    })();
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async turn(): Promise<void> {
    const before = await readStatus(this.#blobs, this.node);
    const parts: Record<string, PartStatus> = {};
    for (const part of await desiredParts(this.#blobs, this.node)) {
      const pointer = await readPointer(this.#blobs, this.node, part);
      if (pointer) parts[part] = await this.#part(part, pointer, before?.parts[part]);
    }
    for (const part of this.live.keys()) if (!(part in parts)) this.live.delete(part);
    const ask = await readAsk(this.#blobs, this.node);
    const answer =
      ask && ask.nonce !== before?.answer?.nonce ? await this.#look(ask.nonce, parts) : before?.answer;
    const next: NodeStatus = {
      node: this.node,
      at: Date.now(),
      parts,
      ...(answer ? { answer } : {}),
      ...(Object.keys(this.alarms).length ? { alarms: this.alarms } : {}),
    };
    // Silenced meanwhile: what a turn that was under way has found is not said any more.
    if (this.silent) return;
    if (JSON.stringify({ ...next, at: 0 }) !== JSON.stringify({ ...before, at: 0 }))
      await writeStatus(this.#blobs, next);
  }

  async #part(part: string, pointer: Pointer, known: PartStatus | undefined): Promise<PartStatus> {
    const { release, generation } = pointer;
    if (
      known?.release === release &&
      known.generation === generation &&
      (known.state === 'failed' || this.live.has(part))
    )
      return known;
    const problem = this.failing(part, pointer);
    if (problem !== undefined) return { release, generation, state: 'failed', problem };
    this.live.set(part, await this.#fetch(release));
    this.taken.push(`${part} ${release}`);
    if (this.settlesWhole) await this.#settle();
    this.onTaken();
    return { release, generation, state: 'converged' };
  }

  async #settle(): Promise<void> {
    for (const part of this.live.keys()) {
      const pointer = await readPointer(this.#blobs, this.node, part);
      if (pointer) this.live.set(part, await this.#fetch(pointer.release));
    }
  }

  async #fetch(release: Pointer['release']): Promise<Map<string, string>> {
    const body = await getRelease(this.#blobs, release, this.#publicKey);
    const text = async (digest: Pointer['release']) =>
      Buffer.from(await getObject(this.#blobs, digest)).toString();
    const items = new Map<string, string>();
    for (const { path, digest } of body.files) items.set(path, await text(digest));
    for (const { tenant, digest } of body.tenants) items.set(`tenant ${tenant}`, await text(digest));
    return items;
  }

  async #look(nonce: string, parts: Record<string, PartStatus>): Promise<Answer> {
    const compared = Object.fromEntries(
      Object.entries(parts).map(([part, { release, generation }]) => [part, { release, generation }]),
    );
    const findings: Finding[] = [];
    for (const [part, { release }] of Object.entries(parts)) {
      const desired = await this.#fetch(release);
      const found = this.live.get(part) ?? new Map<string, string>();
      for (const item of new Set([...desired.keys(), ...found.keys()])) {
        const [expected, live] = [desired.get(item), found.get(item)];
        if (expected === live) continue;
        const kind = live === undefined ? 'missing' : expected === undefined ? 'unowned' : 'changed';
        findings.push({
          place: 'dialplan',
          kind,
          item,
          ...(item.startsWith('tenant ') ? { tenant: item.slice('tenant '.length) as TenantId } : {}),
          ...(expected === undefined ? {} : { expected }),
          ...(live === undefined ? {} : { found: live }),
        });
      }
    }
    const problem = this.lookProblem === undefined ? {} : { problem: this.lookProblem };
    return { nonce, at: Date.now(), parts: compared, findings, ...problem };
  }
}
