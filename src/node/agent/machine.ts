import { setTimeout as sleep } from 'node:timers/promises';
import type { Desired } from '../desired/desired.ts';
import type { Difference } from '../live/difference.ts';

/** One run of what a machine is for: Asterisk on a node, Kamailio on an edge. What was proved in it is forgotten with it. */
export interface Run {
  /** Milliseconds since 1970, to the second. */
  started: number;
  /** Resolves once it has ended, or does not answer any more. */
  closed: Promise<void>;
  close(): void;
  /** Throws {@link RunEnded} where it does not answer. */
  ping(): Promise<void>;
}

/** The run has ended while something was asked of it: that may have been done or not. */
export class RunEnded extends Error {}

/** What the agent makes so and proves: on a node Asterisk and Postfix, on an edge Kamailio. */
export interface Machine<R extends Run> {
  /** What runs, as people call it. */
  readonly program: string;
  /** The running one, once it has loaded everything; undefined where it does not come up in time, or is waited for no longer. */
  connect(withinMs: number, signal?: AbortSignal): Promise<R | undefined>;
  /** Another connection, to the same run or to another one. */
  forgetRun(run: { same: boolean }): void;
  /** Lays the files down. Before the first time there is nothing to start with. */
  lay(next: Desired): Promise<void>;
  /** Switches to what is desired. @returns what still differs; empty: proved */
  settle(run: R, next: Desired): Promise<Difference[]>;
  /** Compares everything that runs with what is desired. */
  look(run: R, desired: Desired): Promise<Difference[]>;
  /** Lets calls in, or keeps them out. */
  setReady(run: R, ready: boolean): Promise<void>;
  /** undefined: not known since the agent started. */
  readonly ready: boolean | undefined;
  /** Whether everything is there that calls need. */
  complete(desired: Desired): boolean;
  /** Seconds to add to the machine's clock, as digits; empty for none. */
  setClock(run: R | undefined, clock: string): Promise<void>;
  /** Takes away what calls in progress needed and none needs any more. */
  retire(run: R, desired: Desired): Promise<void>;
}

const RETRY_MS = 200;

/** Tries to connect, at least once, until that works; undefined where it does not in time, or is waited for no longer. */
export async function connected<R extends Run>(
  tryConnect: () => Promise<R | undefined>,
  withinMs: number,
  signal?: AbortSignal,
): Promise<R | undefined> {
  const end = Date.now() + withinMs;
  for (;;) {
    const run = await tryConnect();
    if (run || Date.now() >= end || signal?.aborted) return run;
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
