import type { Digest, NodeName } from '../../domain/ids.ts';
import type { Alarms } from '../../store/alarms.ts';
import { writeStatus } from '../../store/status.ts';
import type { Answer, Blobs, PartStatus } from '../../store/store.ts';

const HEARTBEAT_MS = 3_000;

/** A part with what its pointer named. */
export interface Tried {
  name: string;
  release: Digest;
  generation: number;
}

/** What the node says of itself in the store: on each change, and as a heartbeat. */
export class Reporter {
  readonly #blobs: Blobs;
  readonly #node: NodeName;
  readonly #p: { log(line: string): void; alarms(): Alarms };
  #parts: Record<string, PartStatus> = {};
  #last: Promise<void> = Promise.resolve();
  /** When the running Asterisk started; undefined while none runs. */
  asteriskStarted: number | undefined;
  /** Whether it takes no new calls because somebody said so. */
  drained = false;
  /** The last question that was answered. */
  answer: Answer | undefined;

  constructor(blobs: Blobs, node: NodeName, parts: { log(line: string): void; alarms(): Alarms }) {
    this.#blobs = blobs;
    this.#node = node;
    this.#p = parts;
  }

  /** @returns what ends it */
  heartbeat(): () => void {
    const timer = setInterval(() => void this.report().catch(() => {}), HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  /** Writes one after the other: an older report must not come to lie over a newer one. */
  report(): Promise<void> {
    this.#last = this.#last.catch(() => {}).then(() => this.#write());
    return this.#last;
  }

  async #write(): Promise<void> {
    const { asteriskStarted, answer, drained } = this;
    const alarms = this.#p.alarms();
    await writeStatus(this.#blobs, {
      node: this.#node,
      at: Date.now(),
      ...(asteriskStarted === undefined ? {} : { asteriskStarted }),
      parts: this.#parts,
      ...(drained ? { drained } : {}),
      ...(answer === undefined ? {} : { answer }),
      ...(Object.keys(alarms).length === 0 ? {} : { alarms }),
    });
  }

  /** How exactly this went in this run of Asterisk; undefined: it has not been tried. */
  outcome({ name, release, generation }: Tried): PartStatus['state'] | undefined {
    const done = this.#parts[name];
    return done?.release === release && done.generation === generation ? done.state : undefined;
  }

  converged(part: Tried): void {
    this.#set(part, { state: 'converged' });
    this.#p.log(`${told(part)} is live and proved`);
  }

  failed(part: Tried, problem: string): void {
    this.#set(part, { state: 'failed', problem });
    this.#p.log(`${told(part)} failed: ${problem}`);
  }

  /** Says no more of parts that nothing is desired of. */
  keepOnly(parts: ReadonlyMap<string, unknown>): void {
    for (const name of Object.keys(this.#parts)) if (!parts.has(name)) delete this.#parts[name];
  }

  #set({ name, release, generation }: Tried, how: Pick<PartStatus, 'state' | 'problem'>): void {
    this.#parts[name] = { release, generation, ...how };
  }
}

function told({ name, release, generation }: Tried): string {
  return `${name}: release ${release.slice(0, 12)}, generation ${generation},`;
}
