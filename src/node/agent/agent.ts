import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineKind } from '../../domain/machine-kind.ts';
import { Problem } from '../../domain/problem.ts';
import type { Alarms } from '../../store/alarms.ts';
import { readPointers } from '../../store/pointer.ts';
import { readAsk } from '../../store/status.ts';
import type { Blobs, Pointer } from '../../store/store.ts';
import type { Facts } from '../desired/facts.ts';
import { type LoadedPart, loadPart } from '../desired/part.ts';
import type { ObjectCache } from '../disk/objects.ts';
import type { ReleaseCache } from '../disk/releases.ts';
import type { Difference } from '../live/difference.ts';
import type { NodeSettings } from '../settings.ts';
import { type AlarmSource, AlarmWatch } from './alarm-watch.ts';
import { Attempts } from './attempts.ts';
import { readClock, tellGateway } from './clock.ts';
import { isDrained } from './drain.ts';
import { readLastProved } from './last-proved.ts';
import type { Machine, Run } from './machine.ts';
import { findings, problemText } from './report.ts';
import { Reporter, type Tried } from './reporter.ts';
import { type Outcome, Taker } from './taker.ts';

/** How often it is looked whether old versions are still in use, and whether Asterisk answers. */
const RETIRE_MS = 5_000;

export interface AgentParts<R extends Run> {
  settings: NodeSettings;
  blobs: Blobs;
  /** A release is of both kinds: each takes the files that are its own. */
  own: MachineKind;
  releases: ReleaseCache;
  facts: Facts;
  objects: ObjectCache;
  machine: Machine<R>;
  /** What can raise an alarm on this machine. */
  alarms: readonly AlarmSource[];
  log(line: string): void;
}

/**
 * Follows the node's pointers in the store. What is proved is known only while this process and this run of Asterisk or Kamailio last: after a
 * restart of either everything is looked at again, and nothing is reloaded that is right.
 */
export class Agent<R extends Run> {
  readonly #p: AgentParts<R>;
  readonly #taker: Taker<R>;
  readonly #reporter: Reporter;
  readonly #attempts = new Attempts();
  readonly #alarms: AlarmWatch;
  /** Of the last run that was seen, also after it has ended. */
  #started: number | undefined;
  /** Parts that the agent before this one had proved, until this one has taken them again. */
  #served: readonly string[] = [];
  #resumed = false;
  #retired = 0;

  constructor(parts: AgentParts<R>) {
    this.#p = parts;
    const { settings, facts, machine, log } = parts;
    this.#alarms = new AlarmWatch(parts.alarms, log);
    this.#reporter = new Reporter(parts.blobs, settings.node, { log, alarms: () => this.#alarms.alarms });
    this.#taker = new Taker({
      root: settings.root,
      facts,
      machine,
      log,
      onRun: (run) => this.#begin(run),
    });
  }

  /** What was found last. */
  get alarms(): Alarms {
    return this.#alarms.alarms;
  }

  /** Runs until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const endHeartbeat = this.#reporter.heartbeat();
    this.#taker.signal = signal;
    try {
      while (!signal.aborted) {
        await this.#turn().catch((error: unknown) => this.#complain(error));
        await sleep(this.#p.settings.pollMs, undefined, { signal }).catch(() => {});
      }
    } finally {
      endHeartbeat();
      this.#taker.run?.close();
    }
  }

  async #turn(): Promise<void> {
    await this.#follow();
    await this.#tellTime();
    await this.#drain();
    await this.#obey();
    await this.#answerAsk();
    await this.#retire();
    // Before the first release there is nothing to ask.
    if (this.#taker.desired) await this.#alarms.look();
  }

  /** Notices that what runs ended or another one runs: nothing that was proved before counts any more. */
  async #follow(): Promise<void> {
    if (this.#taker.run) return;
    const run = await this.#p.machine.connect(0);
    if (run) this.#begin(run);
  }

  #begin(run: R): void {
    this.#taker.run = run;
    this.#p.machine.forgetRun({ same: (this.#started ?? run.started) === run.started });
    this.#started = run.started;
    this.#reporter.asteriskStarted = run.started;
    this.#reporter.keepOnly(new Map());
    void run.closed.then(() => {
      if (this.#taker.run !== run) return;
      this.#taker.run = undefined;
      this.#reporter.asteriskStarted = undefined;
      this.#reporter.keepOnly(new Map());
    });
  }

  async #tellTime(): Promise<void> {
    const clock = await readClock(this.#p.settings.clockFile);
    if (clock === this.#taker.clock) return;
    await this.#p.machine.setClock(this.#taker.run, clock);
    await tellGateway(this.#p.settings, clock);
    this.#taker.clock = clock;
  }

  /** A node that is drained takes no new calls; those that it has go on. */
  async #drain(): Promise<void> {
    const drained = await isDrained(this.#p.settings.root);
    if (drained === this.#taker.drained) return;
    this.#taker.drained = drained;
    await this.#taker.open();
    this.#p.log(drained ? 'drained: new calls go to other nodes' : 'takes calls again');
    this.#reporter.drained = drained;
    await this.#reporter.report();
  }

  /** Makes the node what the pointers say, where that has not been tried in this run or may go better now. */
  async #obey(): Promise<void> {
    const pointers = await readPointers(this.#p.blobs, this.#p.settings.node);
    await this.#resume(pointers);
    this.#reporter.keepOnly(pointers);
    await this.#taker.forget(new Set(pointers.keys()));
    const due = [...pointers]
      .map(([name, pointer]) => ({ name, ...pointer }))
      .filter((part) => this.#isDue(part));
    if (due.length === 0) return;
    const wanted = await this.#load(due, (part, problem) => this.#failed(part, { problem, touched: false }));
    if (wanted.length > 0) await this.#take(wanted, pointers);
    await this.#reporter.report();
  }

  #isDue(part: Tried): boolean {
    const outcome = this.#reporter.outcome(part);
    return outcome === undefined || (outcome === 'failed' && this.#attempts.again(part));
  }

  /** All at once; where that fails, each alone, so that a bad one holds no good one up. Only then is anything said of them. */
  async #take(wanted: readonly LoadedPart[], pointers: ReadonlyMap<string, unknown>): Promise<void> {
    const required = this.#served.filter((name) => pointers.has(name));
    const good = wanted.filter((part) => !this.#attempts.endsAsterisk(part));
    for (const part of wanted.filter((one) => !good.includes(one))) {
      this.#failed(part, this.#deadly);
    }
    const outcome = good.length > 0 && (await this.#attempt(good, required));
    if (!outcome) return;
    if (outcome.state !== 'failed' || good.length === 1) return this.#conclude(good, outcome);
    for (const part of good) this.#conclude([part], await this.#attempt([part], required));
  }

  /** Without the cluster there is nothing to start with; undefined until it has come. */
  async #attempt(wanted: readonly LoadedPart[], required: readonly string[]): Promise<Outcome | undefined> {
    if (!this.#taker.parts.has('cluster') && !wanted.some((part) => part.name === 'cluster'))
      return undefined;
    const before = this.#taker.parts;
    const outcome = await this.#taker.take(wanted, required);
    if (outcome.state === 'converged') this.#served = [];
    if (outcome.state !== 'ended') return outcome;
    const fresh = wanted.filter((part) => before.get(part.name)?.release !== part.release);
    if (!this.#attempts.ended(fresh)) return outcome;
    await this.#taker.layProved();
    return this.#deadly;
  }

  #conclude(parts: readonly LoadedPart[], outcome: Outcome | undefined): void {
    for (const part of parts) {
      if (outcome?.state === 'failed') this.#failed(part, outcome);
      if (outcome?.state !== 'converged') continue;
      this.#attempts.succeeded(part);
      this.#reporter.converged(part);
    }
  }

  /**
   * It is tried again where that can only be for the better: nothing was touched, nothing is proved that would be given up for it, or it
   * is what was proved before. Anything else waits for whoever released it.
   */
  #failed(part: Tried, { problem, touched }: { problem: string; touched: boolean }): void {
    const { desired, parts } = this.#taker;
    if (!touched || !desired || parts.get(part.name)?.release === part.release) this.#attempts.failed(part);
    this.#reporter.failed(part, problem);
  }

  /** Begins where the agent before this one ended; what the pointers say since then is done next. */
  async #resume(pointers: ReadonlyMap<string, Pointer>): Promise<void> {
    if (this.#resumed || pointers.size === 0) return;
    const last = [...(await readLastProved(this.#p.settings.root))].map(([name, p]) => ({ name, ...p }));
    this.#served = last.map(({ name }) => name);
    const loaded = await this.#load(last, (part, problem) =>
      this.#p.log(`${part.name} as it was last proved: ${problem}`),
    );
    const required = this.#served.filter((name) => pointers.has(name));
    const outcome = loaded.length > 0 ? await this.#attempt(loaded, required) : undefined;
    if (outcome?.state === 'converged') {
      for (const part of loaded) this.#reporter.converged(part);
    }
    this.#resumed = outcome?.state !== 'ended';
  }

  /** Fetches and verifies; what is not exactly what was signed is refused here, and the node keeps what it has. */
  async #load(due: readonly Tried[], refused: (part: Tried, problem: string) => void): Promise<LoadedPart[]> {
    const loaded: LoadedPart[] = [];
    for (const part of due) {
      try {
        const before = this.#taker.parts.get(part.name);
        const same = before?.release === part.release;
        loaded.push(
          same ? { ...before, generation: part.generation } : await loadPart(this.#p, part.name, part),
        );
      } catch (error) {
        // Anything else is the store being away: tried again at the next turn.
        if (!(error instanceof Problem)) throw error;
        refused(part, this.#words(error));
      }
    }
    return loaded;
  }

  async #answerAsk(): Promise<void> {
    const ask = await readAsk(this.#p.blobs, this.#p.settings.node);
    if (!ask || ask.nonce === this.#reporter.answer?.nonce) return;
    const parts = Object.fromEntries(
      [...this.#taker.parts].map(([name, { release, generation }]) => [name, { release, generation }]),
    );
    const answer = { nonce: ask.nonce, parts };
    try {
      const found = await this.#look();
      const told = findings(found, (text) => this.#clean(text));
      this.#reporter.answer = { ...answer, at: Date.now(), findings: told };
    } catch (error) {
      const problem = this.#words(error);
      this.#reporter.answer = { ...answer, at: Date.now(), findings: [], problem };
    }
    await this.#reporter.report();
  }

  /** What runs has ended too often under a part. */
  get #deadly() {
    const problem = `${this.#p.machine.program} ended each time that it took this`;
    return { state: 'failed', problem, touched: true } as const;
  }

  async #look(): Promise<Difference[]> {
    const { desired, run } = this.#taker;
    if (!desired) throw new Error('nothing has been proved on this node yet');
    if (!run) throw new Error(`${this.#p.machine.program} does not run`);
    return await this.#p.machine.look(run, desired);
  }

  async #retire(): Promise<void> {
    const { run, desired } = this.#taker;
    if (!run || Date.now() - this.#retired < RETIRE_MS) return;
    this.#retired = Date.now();
    // One that stands still must not count as proved for ever: a connection that is silent ends.
    await run.ping();
    if (!desired) return;
    await this.#p.machine.retire(run, desired);
    await this.#p.releases.sweep(new Set([...desired.parts.values()].map((part) => part.release)));
  }

  /** A turn that failed is tried again at the next one: the store may be away, Asterisk may just have ended. */
  #complain(error: unknown): void {
    this.#p.log(this.#words(error));
  }

  #clean(text: string): string {
    return this.#p.facts.withoutSecrets(text);
  }

  #words(error: unknown): string {
    return problemText(error, (text) => this.#clean(text));
  }
}
