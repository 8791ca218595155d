import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../domain/problem.ts';
import { keys } from '../../store/keys.ts';
import { readPointer } from '../../store/pointer.ts';
import { readAsk } from '../../store/status.ts';
import type { Blobs, Pointer } from '../../store/store.ts';
import type { AmiAddress } from '../ami/connection.ts';
import { AmiClosed } from '../ami/connection.ts';
import { compose, type Desired } from '../desired/desired.ts';
import type { Facts } from '../desired/facts.ts';
import { type LoadedPart, loadPart } from '../desired/part.ts';
import type { ObjectCache } from '../disk/objects.ts';
import type { NodeSettings } from '../settings.ts';
import { connectAsterisk, type Run } from './asterisk.ts';
import { readClock, tellGateway } from './clock.ts';
import { readLastProved, writeLastProved } from './last-proved.ts';
import { describe, findings } from './report.ts';
import { Reporter } from './reporter.ts';
import { Switch } from './switch.ts';

/** How often it is looked whether old versions are still in use. */
const RETIRE_MS = 5_000;
const START_MS = 60_000;

export interface AgentParts {
  settings: NodeSettings;
  blobs: Blobs;
  publicKey: KeyObject;
  facts: Facts;
  objects: ObjectCache;
  asterisk: AmiAddress;
  log(line: string): void;
}

/**
 * Follows the node's pointers in the store. What is proved is known only while this process and this run of Asterisk last: after a
 * restart of either everything is looked at again, and nothing is reloaded that is right.
 */
export class Agent {
  readonly #p: AgentParts;
  readonly #switch: Switch;
  #run: Run | undefined;
  /** Of the last run that was seen, also after it has ended. */
  #started: number | undefined;
  /** What the node is now, by part; each of them proved. */
  #parts: ReadonlyMap<string, LoadedPart> = new Map();
  #desired: Desired | undefined;
  readonly #reporter: Reporter;
  #resumed = false;
  #clock = '';
  #retired = 0;

  constructor(parts: AgentParts) {
    this.#p = parts;
    this.#switch = new Switch(`${parts.settings.root}/live`, parts.facts, parts.objects);
    this.#reporter = new Reporter(parts.blobs, parts.settings.node, parts.log);
  }

  /** Runs until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const endHeartbeat = this.#reporter.heartbeat();
    try {
      while (!signal.aborted) {
        await this.#turn().catch((error: unknown) => this.#complain(error));
        await sleep(this.#p.settings.pollMs, undefined, { signal }).catch(() => {});
      }
    } finally {
      endHeartbeat();
      this.#run?.ami.close();
    }
  }

  async #turn(): Promise<void> {
    await this.#follow();
    await this.#tellTime();
    await this.#obey();
    await this.#answerAsk();
    await this.#retire();
  }

  /** Notices that Asterisk ended or another one runs: nothing that was proved before counts any more. */
  async #follow(): Promise<void> {
    if (this.#run) return;
    const run = await connectAsterisk(this.#p.asterisk, 0);
    if (run) this.#begin(run);
  }

  #begin(run: Run): void {
    this.#run = run;
    this.#switch.forgetRun({ same: (this.#started ?? run.started) === run.started });
    this.#started = run.started;
    this.#reporter.asteriskStarted = run.started;
    this.#reporter.keepOnly(new Map());
    void run.ami.closed.then(() => {
      if (this.#run !== run) return;
      this.#run = undefined;
      this.#reporter.asteriskStarted = undefined;
      this.#reporter.keepOnly(new Map());
    });
  }

  async #tellTime(): Promise<void> {
    const clock = await readClock(this.#p.settings.clockFile);
    if (clock === this.#clock) return;
    await this.#switch.setClock(this.#run?.ami, clock);
    await tellGateway(this.#p.settings, clock);
    this.#clock = clock;
  }

  /** Makes the node what the pointers say, where that has not been tried in this run of Asterisk. */
  async #obey(): Promise<void> {
    const pointers = await this.#pointers();
    await this.#resume(pointers);
    this.#reporter.keepOnly(pointers);
    const due = [...pointers].filter(([name, pointer]) => !this.#reporter.tried({ name, ...pointer }));
    if (due.length === 0) return;
    const wanted = await this.#load(new Map(due));
    if (wanted.length > 0 && (await this.#together(wanted)) === 'failed' && wanted.length > 1) {
      for (const part of wanted) await this.#together([part]);
    }
    await this.#reporter.report();
  }

  /** Begins where the agent before this one ended; what the pointers say since then is done next. */
  async #resume(pointers: ReadonlyMap<string, Pointer>): Promise<void> {
    if (this.#resumed || pointers.size === 0) return;
    const last = [...(await readLastProved(this.#p.settings.root))].filter(([part]) => pointers.has(part));
    const outcome = last.length > 0 ? await this.#together(await this.#load(new Map(last))) : undefined;
    this.#resumed = outcome !== 'waiting';
  }

  async #pointers(): Promise<Map<string, Pointer>> {
    const prefix = keys.desiredParts(this.#p.settings.node);
    const found = new Map<string, Pointer>();
    for (const key of await this.#p.blobs.list(prefix)) {
      const part = key.slice(prefix.length);
      const pointer = await readPointer(this.#p.blobs, this.#p.settings.node, part);
      if (pointer) found.set(part, pointer);
    }
    return found;
  }

  /** Fetches and verifies; what is not exactly what was signed is refused here, and the node keeps what it has. */
  async #load(due: ReadonlyMap<string, Pointer>): Promise<LoadedPart[]> {
    const loaded: LoadedPart[] = [];
    for (const [part, pointer] of due) {
      try {
        const before = this.#parts.get(part);
        const same = before?.release === pointer.release;
        loaded.push(
          same ? { ...before, generation: pointer.generation } : await loadPart(this.#p, part, pointer),
        );
      } catch (error) {
        // Anything else is the store being away: tried again at the next turn.
        if (!(error instanceof Problem)) throw error;
        this.#reporter.failed({ name: part, ...pointer }, problemText(error));
      }
    }
    return loaded;
  }

  /** Switches to these parts at once; gives back what was proved before where they do not hold. */
  async #together(wanted: readonly LoadedPart[]): Promise<'converged' | 'failed' | 'waiting'> {
    const parts = new Map(this.#parts);
    for (const part of wanted) parts.set(part.name, part);
    if (!parts.has('cluster')) return 'waiting';
    let desired: Desired;
    try {
      desired = await compose(parts, this.#p.facts);
    } catch (error) {
      return this.#refuse(wanted, problemText(error));
    }
    try {
      const differences = await this.#settle(desired);
      if (differences?.length === 0) {
        await this.#accept(desired, wanted);
        return 'converged';
      }
      const problem = differences
        ? describe(differences)
        : `Asterisk did not start within ${START_MS / 1000} s`;
      await this.#giveBack();
      return this.#refuse(wanted, problem);
    } catch (error) {
      if (error instanceof AmiClosed) return 'waiting';
      await this.#giveBack();
      return this.#refuse(wanted, problemText(error));
    }
  }

  #refuse(wanted: readonly LoadedPart[], problem: string): 'failed' {
    for (const part of wanted) this.#reporter.failed(part, this.#p.facts.withoutSecrets(problem));
    return 'failed';
  }

  async #settle(desired: Desired): Promise<Awaited<ReturnType<Switch['settle']>> | undefined> {
    if (!this.#run) {
      await this.#switch.lay(desired);
      const run = await connectAsterisk(this.#p.asterisk, START_MS);
      if (!run) return undefined;
      this.#begin(run);
      await this.#switch.setClock(run.ami, this.#clock);
    }
    return this.#run && (await this.#switch.settle(this.#run.ami, desired));
  }

  async #accept(desired: Desired, wanted: readonly LoadedPart[]): Promise<void> {
    this.#parts = desired.parts;
    this.#desired = desired;
    await writeLastProved(this.#p.settings.root, desired.parts.values());
    const complete = this.#switch.complete(desired);
    if (this.#run && this.#switch.ready !== complete) await this.#switch.setReady(this.#run.ami, complete);
    for (const part of wanted) this.#reporter.converged(part);
  }

  /** A release that does not hold must not stay live until somebody takes it back. Calls are kept out where that fails too. */
  async #giveBack(): Promise<void> {
    const run = this.#run;
    if (!run) {
      if (this.#desired) await this.#switch.lay(this.#desired);
      return;
    }
    const left = this.#desired && (await this.#switch.settle(run.ami, this.#desired));
    if (left?.length !== 0) await this.#switch.setReady(run.ami, false);
  }

  async #answerAsk(): Promise<void> {
    const ask = await readAsk(this.#p.blobs, this.#p.settings.node);
    if (!ask || ask.nonce === this.#reporter.answer?.nonce) return;
    const parts = Object.fromEntries(
      [...this.#parts].map(([name, { release, generation }]) => [name, { release, generation }]),
    );
    const answer = { nonce: ask.nonce, parts };
    try {
      const found = await this.#look();
      const clean = (text: string): string => this.#p.facts.withoutSecrets(text);
      this.#reporter.answer = { ...answer, at: Date.now(), findings: findings(found, clean) };
    } catch (error) {
      this.#reporter.answer = { ...answer, at: Date.now(), findings: [], problem: problemText(error) };
    }
    await this.#reporter.report();
  }

  async #look(): Promise<Awaited<ReturnType<Switch['look']>>> {
    if (!this.#desired) throw new Error('nothing has been proved on this node yet');
    if (!this.#run) throw new Error('Asterisk does not run');
    return await this.#switch.look(this.#run.ami, this.#desired);
  }

  async #retire(): Promise<void> {
    if (!this.#run || !this.#desired || Date.now() - this.#retired < RETIRE_MS) return;
    this.#retired = Date.now();
    await this.#switch.retire(this.#run.ami, this.#desired);
  }

  /** A turn that failed is tried again at the next one: the store may be away, Asterisk may just have ended. */
  #complain(error: unknown): void {
    this.#p.log(problemText(error));
  }
}

function problemText(error: unknown): string {
  if (error instanceof Problem) return `${error.code}: ${error.message}; ${error.action}`;
  return error instanceof Error ? error.message : String(error);
}
