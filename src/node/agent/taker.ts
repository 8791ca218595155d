import { writeFile } from 'node:fs/promises';
import type { Place } from '../../store/store.ts';
import { compose, type Desired } from '../desired/desired.ts';
import type { Facts } from '../desired/facts.ts';
import type { LoadedPart } from '../desired/part.ts';
import type { Difference } from '../live/difference.ts';
import { writeLastProved } from './last-proved.ts';
import { type Machine, type Run, RunEnded } from './machine.ts';
import { describe, problemText } from './report.ts';

const START_MS = 60_000;

/** Where something wrong sends calls astray. Mail that is not as it should be keeps no caller out. */
const CALLS: ReadonlySet<Place> = new Set([
  'dialplan',
  'astdb',
  'pjsip',
  'queue',
  'global',
  'module',
  'edge-setting',
  'edge-nodes',
  'edge-access',
  'edge-table',
]);

/** How it went. `touched`: what runs was changed, and given back. `ended`: what runs ended meanwhile, and it is to be tried again. */
export type Outcome =
  | { state: 'converged' }
  | { state: 'ended' }
  | { state: 'failed'; problem: string; touched: boolean };

export interface TakerParts<R extends Run> {
  root: string;
  facts: Facts;
  machine: Machine<R>;
  log(line: string): void;
  /** Told of a run that was waited for. */
  onRun(run: R): void;
}

/** What this node is, all parts together, and how it takes others. */
export class Taker<R extends Run> {
  readonly #p: TakerParts<R>;
  run: R | undefined;
  /** Raised where the agent is told to end: nothing is waited for any more. */
  signal: AbortSignal | undefined;
  /** Seconds that calls add to the machine's clock. */
  clock = '';
  /** Whether no new calls are to come in, whatever is proved. */
  drained = false;
  /** What the node is now, by part; each of them proved. */
  parts: ReadonlyMap<string, LoadedPart> = new Map();
  desired: Desired | undefined;

  constructor(parts: TakerParts<R>) {
    this.#p = parts;
  }

  /**
   * Switches to these parts at once; gives back what was proved before where they do not hold.
   * @param required parts that this node serves: without one of them nothing is switched, since it would be taken away
   */
  async take(wanted: readonly LoadedPart[], required: Iterable<string>): Promise<Outcome> {
    const parts = new Map(this.parts);
    for (const part of wanted) parts.set(part.name, part);
    const lacking = [...required].filter((name) => !parts.has(name));
    if (lacking.length > 0) {
      return untouched(`this node serves ${lacking.join(', ')}, which cannot be fetched now`);
    }
    let desired: Desired;
    try {
      desired = await compose(parts, this.#p.facts);
    } catch (error) {
      return untouched(this.#words(error));
    }
    try {
      const differences = await this.#settle(desired);
      if (differences?.length === 0) {
        await this.#accept(desired);
        return { state: 'converged' };
      }
      const problem = differences
        ? describe(differences)
        : `${this.#p.machine.program} did not start within ${START_MS / 1000} s`;
      return await this.#giveBack(this.#p.facts.withoutSecrets(problem));
    } catch (error) {
      if (error instanceof RunEnded) return { state: 'ended' };
      return await this.#giveBack(this.#words(error));
    }
  }

  /** Lays down what was proved last, for the next run to begin with. */
  async layProved(): Promise<void> {
    if (this.desired) await this.#lay(this.desired);
  }

  /** Forgets parts that list nothing and that nothing is desired of: a shard that was dissolved. */
  async forget(pointed: ReadonlySet<string>): Promise<void> {
    const kept = [...this.parts].filter(([name, part]) => pointed.has(name) || holds(part));
    if (!this.desired || kept.length === this.parts.size) return;
    this.parts = new Map(kept);
    this.desired = { ...this.desired, parts: this.parts };
    await this.#remember();
  }

  async #settle(desired: Desired): Promise<Difference[] | undefined> {
    if (!this.run) {
      await this.#lay(desired);
      const run = await this.#p.machine.connect(START_MS, this.signal);
      if (!run) return undefined;
      this.#p.onRun(run);
      await this.#p.machine.setClock(run, this.clock);
    }
    return this.run && (await this.#p.machine.settle(this.run, desired));
  }

  /** What runs starts for the first time once all of its files are there. */
  async #lay(desired: Desired): Promise<void> {
    await this.#p.machine.lay(desired);
    await writeFile(`${this.#p.root}/laid`, '');
  }

  async #accept(desired: Desired): Promise<void> {
    this.parts = desired.parts;
    this.desired = desired;
    await this.#remember();
    await this.open();
  }

  /** Lets calls in where everything is there that they need and the node is not drained; else they go to another node. */
  async open(): Promise<void> {
    if (!this.run || !this.desired) return;
    const { machine } = this.#p;
    const ready = !this.drained && machine.complete(this.desired);
    if (machine.ready !== ready) await machine.setReady(this.run, ready);
  }

  /** Where it cannot be written, the next agent begins with what was proved before this; that is no reason to take anything back. */
  async #remember(): Promise<void> {
    await writeLastProved(this.#p.root, this.parts.values()).catch((error: unknown) =>
      this.#p.log(`what was proved could not be noted: ${this.#words(error)}`),
    );
  }

  /**
   * A release that does not hold must not stay live until somebody takes it back. Calls are kept out where that fails too, and whatever
   * happens it is said that the release failed.
   */
  async #giveBack(problem: string): Promise<Outcome> {
    const failed: Outcome = { state: 'failed', problem, touched: true };
    const { run, desired } = this;
    try {
      if (!run) await this.layProved();
      else if (!desired || (await this.#p.machine.settle(run, desired)).some(matters)) {
        await this.#p.machine.setReady(run, false);
      }
      return failed;
    } catch (error) {
      if (run) await this.#p.machine.setReady(run, false).catch(() => {});
      return {
        ...failed,
        problem: `${problem}; what was before could not be given back: ${this.#words(error)}`,
      };
    }
  }

  #words(error: unknown): string {
    return problemText(error, (text) => this.#p.facts.withoutSecrets(text));
  }
}

function untouched(problem: string): Outcome {
  return { state: 'failed', problem, touched: false };
}

function matters({ place, kind }: Difference): boolean {
  return CALLS.has(place) && !(place === 'module' && kind === 'unowned');
}

function holds(part: LoadedPart): boolean {
  return part.files.size > 0 || part.tenants.size > 0;
}
